"""Questions over archives nobody tunes to: only counts are printed, ``make blind``."""
