"""Insurers by name, as customers write them; a part of patterns."""

INSURERS = "allstate|state farm|geico|progressive|nationwide|usaa|farmers|liberty mutual"
