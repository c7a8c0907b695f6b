"""The laboratory: corpora, fitting, evaluation, comparison. Never imported to serve."""
