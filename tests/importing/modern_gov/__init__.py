"""Tests of what comes from a Modern.gov web service."""
