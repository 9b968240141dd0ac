"""
Sources that the archive keeps following: feeds, sitemaps and pages, visited again and again.

``followed`` is what is kept of each, ``visiting`` reads one and files what was found.
"""
