"""The yardstick: the timeline as a usual Django project has it, models and templates, nothing prepared beforehand."""
