"""The model at work: bundle, log-odds, calibration, policy, verdict. Needs NumPy and no more."""
