namespace Uhit.Client.Receiving;

/// <summary>The host could not read the body: the caller broke off, was too slow, or broke HTTP's own rules.</summary>
internal sealed class BodyReadException(Exception innerException) : Exception("The body can't be read.", innerException);
