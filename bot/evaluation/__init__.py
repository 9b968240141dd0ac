"""
How good the answers are: cases and what each layer did with them, baselines, cassettes, the report;
the certificate of verification; and calibration.
"""
