namespace VpceTools.Evidence;

/// <summary>A value of a resource could not be read; the resource is left out, because a guess could make it more or less permissive.</summary>
internal sealed class UnreadableValueException(string message) : Exception(message);
