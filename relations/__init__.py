"""The public record, and the Django project package. Never imports the desk (`editorial`)."""
