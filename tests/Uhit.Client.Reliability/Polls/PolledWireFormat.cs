using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Xml;
using Uhit.Client.Wire;

namespace Uhit.Client.Reliability.Polls;

/// <summary>The reference contract as if CNP did not call back: what it would have sent is
/// fetched, and held until it is confirmed.</summary>
[SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "The proxy derives from it.")]
internal class PolledWireFormat : DispatchProxy
{
    /// <summary>The element of a fetch; its attribute <c>request</c> names the inquiry, where it asks for one.</summary>
    public const string Fetch = "Fetch";

    /// <summary>The element of a confirmation; its attribute <c>message</c> says of what.</summary>
    public const string Confirm = "Confirm";

    /// <summary>Their namespace.</summary>
    public const string Ns = "urn:uhit-reliability:polls";

    private static readonly ISimulatedWireFormat Reference = ReferenceWireFormat.Instance;

    private WirePolling _polling = null!;

    public static ISimulatedWireFormat Create(WirePollingScope scope)
    {
        var format = Create<ISimulatedWireFormat, PolledWireFormat>();
        ((PolledWireFormat)format)._polling = new WirePolling { Scope = scope };
        return format;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(ISimulatedWireFormat.WithSecrets) => this,
        "get_" + nameof(ISimulatedWireFormat.Polling) => _polling,
        nameof(ISimulatedWireFormat.GetAction) when args![0] is UhitOperation.FetchUsage or UhitOperation.ConfirmUsage => $"{Ns}:{args[0]}",
        nameof(ISimulatedWireFormat.WriteFetch) =>
            Write((XmlWriter)args![0]!, Fetch, "request", ((WireFetch)args[1]!).Header.RequestId.Value),
        nameof(ISimulatedWireFormat.WriteConfirm) =>
            Write((XmlWriter)args![0]!, Confirm, "message", ((WireConfirmation)args[1]!).Confirms!.Value.Value),
        nameof(ISimulatedWireFormat.ReadCallback) => Read((WireBody)args![1]!, (ICallbackSink)args[2]!),
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
