"""Text to speech: engines as plug-ins behind one interface. Pure of the framework.

An engine is a class like those beside (`engine.Engine`); the installation names the ones it uses in its settings
(`SPEECH_ENGINES`), the best first.
"""
