using Uhit.Client.Decompression;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Wire.Decoding;

/// <summary>What is told of a payload that can't be read.</summary>
internal static class PayloadErrors
{
    public static WireFormatException Of(Exception e, string path) => new(CodeOf(e), path, e);

    private static string CodeOf(Exception e) => e switch
    {
        DecodingException { Failure: DecodingFailure.CutOff } => "payload-cut-off",
        DecodingException { Failure: DecodingFailure.Damaged } => "payload-damaged",
        DecodingException { Failure: DecodingFailure.TooLarge } or XmlGuardException => "payload-too-large",
        DecodingException => "payload-not-taken",
        _ => "bad-payload",
    };
}
