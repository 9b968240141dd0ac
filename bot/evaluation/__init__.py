"""How good the answers are: fixed pairs, baselines, calibration."""
