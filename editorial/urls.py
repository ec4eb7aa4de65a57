"""Addresses of the desk: the admin site."""

from django.urls import path

from editorial.admin import desk

urlpatterns = [path("", desk.urls)]
