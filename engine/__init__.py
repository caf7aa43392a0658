"""The onboarding engine: values in, values out, no HTTP."""
