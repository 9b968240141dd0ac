"""A file, a page, a feed or a PDF becomes articles; what comes off the web harms nobody."""
