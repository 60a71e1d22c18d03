using Uhit.Client.Certificates;

namespace Uhit.Client.Receiving;

/// <summary>The certificate that a callback port shows to CNP. Registered under the name of a client; where
/// none is, its client certificate is shown.</summary>
/// <param name="Source">Gives it, also after it was renewed.</param>
internal sealed record CallbackServerCertificate(ICertificateSource Source);
