"""The law of the exchange of driving licences: values and a day in, an outcome with its reasons out."""
