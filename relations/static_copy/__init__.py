"""The whole public site as files that any web server or CDN can serve. `copying.make` does it; the command only tells.

Every page is asked of the real views, through the whole handler and without the network, so that nothing can differ from
the live site and no draft can leak. What lives elsewhere: what a page says. What never lives here: an account, a cookie.
"""
