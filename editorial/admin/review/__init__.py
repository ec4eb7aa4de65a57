"""The screens around one record's way to the public: submit, review, withdraw, preview, history. No form editing."""
