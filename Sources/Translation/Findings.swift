/// Ledger → findings.
