using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Uhit.Client.Wire.Mapping.Writing.Binding;
using Uhit.Client.Wire.Mapping.Writing.Security;

namespace Uhit.Client.Wire.Mapping.Writing.Matching;

/// <summary>CNP's side: whether a message has the header blocks that its templates write, with the right secrets in them.</summary>
internal static class HeaderCheck
{
    private const string Refused = "A header block is missing, or its secret is not accepted.";

    /// <exception cref="SoapMessageException">It has not. What is wrong is not told.</exception>
    public static void Check(BoundElement root, IReadOnlyList<XElement> blocks, Func<string, string> secretOf)
    {
        var found = new List<ReadNode>();
        foreach (var block in root.IsFrame ? root.Children : [root])
        {
            var matcher = new TemplateMatcher(block);
            try
            {
                found.Add(matcher.Read(blocks));
            }
            catch (WireFormatException)
            {
                throw new SoapMessageException(SoapFaultCode.Sender, Refused);
            }

            if (!Agrees(block, matcher.Specials, secretOf))
            {
                throw new SoapMessageException(SoapFaultCode.Sender, Refused);
            }
        }
    }

    private static bool Agrees(BoundElement block, IReadOnlyList<(SpecialValue Value, string Text)> found, Func<string, string> secretOf)
    {
        var texts = found.ToLookup(special => special.Value.Name, special => special.Text, StringComparer.Ordinal);
        return SecretsOf(block)
            .All(special => texts[special.Name].SingleOrDefault() is { } text && IsRight(special, text, texts, secretOf));
    }

    private static bool IsRight(SpecialValue special, string text, ILookup<string, string> texts, Func<string, string> secretOf)
    {
        var secret = secretOf(special.Secret!);
        if (!special.IsDigest)
        {
            return Same(text, secret);
        }

        try
        {
            var token = new UsernameToken(
                Convert.FromBase64String(texts["wsse.nonce"].SingleOrDefault() ?? string.Empty),
                texts["wsse.created"].SingleOrDefault() ?? string.Empty);
            return Same(text, token.DigestOf(secret));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static IEnumerable<SpecialValue> SecretsOf(BoundElement element) =>
        element.Text.Parts.Concat(element.Attributes.SelectMany(attribute => attribute.Value.Parts))
            .Select(part => part.Value).OfType<SpecialValue>().Where(special => special.Secret is not null)
            .Concat(element.Children.SelectMany(SecretsOf));

    private static bool Same(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
