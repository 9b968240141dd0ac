"""
Which sentences of a draft may be shown, and on what words of the archive each of them rests.
"""
