using System.Reflection;
using System.Xml;
using Uhit.Client.Tests;
using Uhit.Client.Wire;

namespace Uhit.Client.Reliability.Polls;

/// <summary>The reference contract as if CNP did not call back: what it would have sent is
/// fetched, and held until it is confirmed.</summary>
internal sealed class PolledWireFormat : WireFormatProxy
{
    /// <summary>The element of a fetch; its attribute <c>request</c> names the inquiry, where it asks for one.</summary>
    public const string Fetch = "Fetch";

    /// <summary>The element of a confirmation; its attribute <c>message</c> says of what.</summary>
    public const string Confirm = "Confirm";

    /// <summary>Their namespace.</summary>
    public const string Ns = "urn:uhit-reliability:polls";

    private WirePolling _polling = null!;

    public static SimulatedWireFormat Create(PollScope scope)
    {
        var format = new PolledWireFormat();
        format._polling = new WirePolling { AsksPerClient = scope == PollScope.Client };
        return format;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(SimulatedWireFormat.WithSecrets) => this,
        "get_" + nameof(SimulatedWireFormat.Polling) => _polling,
        nameof(SimulatedWireFormat.GetAction) when args![0] is UhitOperation.FetchUsage or UhitOperation.ConfirmUsage => $"{Ns}:{args[0]}",
        nameof(SimulatedWireFormat.WriteFetch) =>
            Write((XmlWriter)args![0]!, Fetch, "request", ((WireFetch)args[1]!).Header.RequestId.Value),
        nameof(SimulatedWireFormat.WriteConfirm) =>
            Write((XmlWriter)args![0]!, Confirm, "message", ((WireFetch)args[1]!).Confirms!.Value.Value),
        nameof(SimulatedWireFormat.ReadCallback) => Read((WireBody)args![1]!, (ICallbackSink)args[2]!),
        _ => targetMethod.Invoke(Reference, BindingFlags.DoNotWrapExceptions, null, args, null),
    };

    private static object? Write(XmlWriter writer, string element, string attribute, string? value)
    {
        writer.WriteStartElement(element, Ns);
        writer.WriteAttributeString(attribute, value ?? string.Empty);
        writer.WriteEndElement();
        return null;
    }

    // A fetch is answered with what would have been the callback.
    private static object? Read(WireBody body, ICallbackSink sink)
    {
        Reference.ReadCallback(Reference.FindOperation(body.Reader.LocalName, body.Reader.NamespaceURI)!.Value, body, sink);
        return null;
    }
}
