using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Client.Certificates;

/// <summary>From when until when a certificate is valid, both ends included.</summary>
/// <remarks>Read from the certificate itself. <see cref="X509Certificate2.NotAfter"/> goes through the machine's zone, and keeps what it
/// was at the first question: where the zone changes, or the clocks are turned back, it is hours off.</remarks>
internal readonly record struct Validity(DateTimeOffset From, DateTimeOffset To)
{
    // What can't be read is valid at no time.
    private static readonly Validity Never = new(DateTimeOffset.MaxValue, DateTimeOffset.MinValue);

    public static Validity Of(X509Certificate2 certificate)
    {
        try
        {
            var body = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.BER).ReadSequence().ReadSequence();
            if (body.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                body.ReadEncodedValue();
            }

            body.ReadEncodedValue(); // serial number
            body.ReadEncodedValue(); // signature algorithm
            body.ReadEncodedValue(); // issuer
            var dates = body.ReadSequence();
            return new Validity(ReadTime(dates), ReadTime(dates));
        }
        catch (AsnContentException)
        {
            return Never;
        }
    }

    public bool Contains(DateTimeOffset moment) => moment >= From && moment <= To;

    // RFC 5280 4.1.2.5.1: years of two digits run from 1950 to 2049.
    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime(2049) : reader.ReadGeneralizedTime();
}
