"""
Does the archive answer? Ranked evidence in; an answer, the nearest reports, or a refusal out.
"""
