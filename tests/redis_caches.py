"""Both caches of the process in Redis, and the connections closed again, which Django keeps for the next request."""

from contextlib import contextmanager

from django.core.cache import caches
from django.test import override_settings

BACKEND = "django.core.cache.backends.redis.RedisCache"


@contextmanager
def in_redis(location, **options):
    """`default` and `counts` at this address, as `CACHE_URL` would put them."""
    backend = {"BACKEND": BACKEND, "LOCATION": location, "OPTIONS": options}
    with override_settings(CACHES={"default": backend, "counts": backend}):
        try:
            yield
        finally:
            hang_up()


def hang_up():
    """Closes what this thread opened."""
    for each in caches.all(initialized_only=True):
        for pool in getattr(getattr(each, "_cache", None), "_pools", {}).values():
            pool.disconnect()
