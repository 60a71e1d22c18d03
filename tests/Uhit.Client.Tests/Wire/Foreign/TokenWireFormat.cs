using System.Reflection;
using System.Xml;
using System.Xml.Linq;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Foreign;

/// <summary>The reference format with a <c>wsse:UsernameToken</c>, which it writes into every
/// message and demands in every one that comes.</summary>
internal sealed class TokenWireFormat : WireFormatProxy
{
    public const string Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    private string _password = string.Empty;
    private bool _hasNonce;
    private int _written;

    /// <param name="password">What the token holds.</param>
    /// <param name="hasNonce">Whether each token has a nonce, longer by a character than the one before.</param>
    public static SimulatedWireFormat With(string password, bool hasNonce = false)
    {
        var format = new TokenWireFormat();
        var token = format;
        token._password = password;
        token._hasNonce = hasNonce;
        return format;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name)
        {
            case nameof(SimulatedWireFormat.UnderstandsHeader):
                return args is ["Security", Wsse];
            case nameof(SimulatedWireFormat.WriteHeaders):
                Write((XmlWriter)args![0]!);
                return null;
            case nameof(SimulatedWireFormat.ReadCallback) or nameof(SimulatedWireFormat.ReadInquiryAnswer) or nameof(
                SimulatedWireFormat.ReadInquiry) or nameof(SimulatedWireFormat.ReadCallbackAnswer):
                Check(args!.OfType<WireBody>().Single());
                break;
        }

        return targetMethod.Invoke(ReferenceWireFormat.Instance, BindingFlags.DoNotWrapExceptions, null, args, null);
    }

    private void Check(WireBody body)
    {
        if (body.IsStored)
        {
            return;
        }

        var password = body.Headers.SingleOrDefault()?.Descendants(XName.Get("Password", Wsse)).SingleOrDefault()?.Value;
        if (password != _password)
        {
            throw body.Refuse("The UsernameToken is not accepted.");
        }
    }

    private void Write(XmlWriter writer)
    {
        writer.WriteStartElement("wsse", "Security", Wsse);
        writer.WriteAttributeString("s", "mustUnderstand", Soap, "1");
        writer.WriteStartElement("UsernameToken", Wsse);
        writer.WriteElementString("Username", Wsse, "rep");
        writer.WriteElementString("Password", Wsse, _password);
        if (_hasNonce)
        {
            writer.WriteElementString("Nonce", Wsse, new string('n', Interlocked.Increment(ref _written)));
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}
