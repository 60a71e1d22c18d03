using System.ComponentModel;
using System.Security.Cryptography;

namespace Uhit.Client.Http;

/// <summary>Finds in an exception, by its numbers and not by its text, whether the server refused our certificate by a TLS alert.</summary>
internal static class TlsAlert
{
    // RFC 8446 6.2: bad_certificate, unsupported, revoked, expired, unknown, unknown_ca, access_denied, certificate_required.
    private static readonly int[] CertificateAlerts = [42, 43, 44, 45, 46, 48, 49, 116];

    // SChannel: SEC_E_UNTRUSTED_ROOT, CERT_UNKNOWN, CERT_EXPIRED, CERT_REVOKED (CRYPT_E), WRONG_PRINCIPAL is ours and not among them.
    private static readonly int[] SChannelCodes =
        [unchecked((int)0x80090325), unchecked((int)0x80090327), unchecked((int)0x80090328), unchecked((int)0x80092010)];

    // Secure Transport: errSSLPeerBadCert to errSSLPeerCertUnknown, errSSLPeerUnknownCA, errSSLPeerAccessDenied.
    private static readonly int[] SecureTransportCodes = [-9825, -9826, -9827, -9828, -9829, -9831, -9832];

    public static bool IsCertificateRefused(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is CryptographicException && OpenSslAlert(e.HResult) is { } alert && CertificateAlerts.Contains(alert))
            {
                return true;
            }

            if (e is Win32Exception win && SChannelCodes.Contains(win.NativeErrorCode))
            {
                return true;
            }

            if (SecureTransportCodes.Contains(e.HResult))
            {
                return true;
            }
        }

        return false;
    }

    // An OpenSSL error packs its library (20 is SSL) above 23 bits of reason; an alert from the peer is 1000 + its number.
    private static int? OpenSslAlert(int code)
    {
        var reason = code & 0x7FFFFF;
        return ((code >> 23) & 0xFF) == 20 && reason is >= 1000 and < 1256 ? reason - 1000 : null;
    }
}
