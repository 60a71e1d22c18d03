using System.Xml;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Decoding;
using Uhit.Client.Wire.Soap;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Receiving;

/// <summary>Reads one spooled callback, synchronously and once.</summary>
internal sealed class CallbackReader(UhitWireFormat format, MessageLimits limits, SoapHeaders? headers = null)
{
    // What a fetch may bring; the first until the format has said which.
    private static readonly UhitOperation[] Fetchable =
        [
            UhitOperation.FetchUsage,
            UhitOperation.NotifyAcknowledgement,
            UhitOperation.NotifyValidation,
            UhitOperation.DeliverHistoricalUsage,
        ];

    /// <summary>Reads a callback.</summary>
    /// <param name="open">Opens its bytes as they came.</param>
    /// <param name="head">How it came.</param>
    /// <param name="admit">Sees the header before all else, and may throw.</param>
    /// <param name="takeUsage">Takes the usage of one line.</param>
    /// <param name="spend">Hears how many bytes were read, and may wait for the next turn.</param>
    /// <param name="cancellationToken">Ends the reading between two nodes.</param>
    /// <exception cref="SoapMessageException">It is no SOAP message that can be taken.</exception>
    /// <exception cref="XmlException">It is not well-formed, or beyond a limit.</exception>
    /// <exception cref="UntranslatableException">It is well-formed, and can't be translated.</exception>
    public ParsedCallback Read(
        Func<Stream> open,
        RequestHead head,
        Action<UhitOperation, MessageHeader> admit,
        Action<UsageHistory> takeUsage,
        Action<int> spend,
        CancellationToken cancellationToken = default) => TryRead(open, head, admit, takeUsage, spend, cancellationToken)
            ?? throw new UntranslatableException(head.ReadAs, null, new WireFormatException("missing-element", "Header"));

    /// <summary>Reads a message, as above; of an answer, <see langword="null"/> where it does
    /// not hold the one that it is read for.</summary>
    public ParsedCallback? TryRead(
        Func<Stream> open,
        RequestHead head,
        Action<UhitOperation, MessageHeader> admit,
        Action<UsageHistory> takeUsage,
        Action<int> spend,
        CancellationToken cancellationToken)
    {
        Exception? ofStore = null;

        // What is packed is counted unpacked: by that time is spent.
        Stream OpenSpool()
        {
            try
            {
                return new SpoolStream(open(), head.Form.IsPacked ? Ignore : spend, e => ofStore = e, cancellationToken);
            }
            catch (Exception e)
            {
                ofStore = e;
                throw;
            }
        }

        Stream Count(Stream document) => new SpoolStream(document, spend, Ignore, cancellationToken);
        var message = new WireMessage(OpenSpool, head.Form, limits, head.Form.IsPacked ? Count : null);
        using var envelope = OpenEnvelope(message, head, () => ofStore is not null, out var operations, cancellationToken);
        envelope.Payloads = new PayloadBudget(spend);
        using var sink = new CallbackSink(operations, format.Correlation, limits, admit, takeUsage, head.Asked);
        try
        {
            Translate(head.ReadAs ?? operations[0], envelope, sink, () => ofStore is not null);
            envelope.ReadToEnd();
            return head.ReadAs is not null && !sink.IsTouched ? null : sink.Finish();
        }
        catch (RefusedCallbackException e) when (sink.Form is not null && e.Form is null)
        {
            throw new RefusedCallbackException(e.Operation, e.Header, e.Error) { Form = sink.Form };
        }
        catch (WireFormatException e)
        {
            // Kept for people to look at only where the rest is well-formed too: otherwise this throws, and nothing is kept.
            envelope.ReadToEnd();
            throw new UntranslatableException(sink.Operation, sink.Header, e);
        }
    }

    /// <summary>Reads the start of a callback as far as its operation, if it says one already.</summary>
    /// <param name="start">The first bytes.</param>
    /// <param name="head">What its HTTP headers say.</param>
    /// <exception cref="SoapMessageException">It is no SOAP message that can be taken.</exception>
    /// <exception cref="XmlException">It is not well-formed, or beyond a limit.</exception>
    public void CheckStart(Stream start, RequestHead head)
    {
        try
        {
            using var envelope = SoapEnvelope.Open(
                new WireMessage(() => SpoolStream.OfStart(start), head.Form, limits), headers ?? SoapHeaders.Default,
                CancellationToken.None);
            FindOperations(envelope, head);
        }
        catch (Exception e) when (e is BodyException { Problem: BodyProblem.StartEnded } || !IsNotOfTheFormat(e))
        {
            // The reader will see the rest, and meet a format that fails again.
        }
    }

    /// <summary>Reads the header of a callback that is not to be taken, from its first bytes.</summary>
    /// <returns>Operation and header; <see langword="null"/> where they can't be read.</returns>
    public (UhitOperation Operation, MessageHeader Header)? ReadHeader(ReadOnlyMemory<byte> start, RequestHead head)
    {
        (UhitOperation, MessageHeader)? found = null;
        try
        {
            Read(() => new MemoryStream(start.ToArray(), writable: false), head, (operation, header) =>
            {
                found = (operation, header);
                throw new OperationCanceledException();
            }, static _ => { }, static _ => { });
        }
        catch (Exception e) when (e is OperationCanceledException or XmlException or SoapMessageException or UntranslatableException)
        {
            // It is enough, or all that there is.
        }

        return found;
    }

    private SoapEnvelope OpenEnvelope(
        WireMessage message, RequestHead head, Func<bool> storeFailed, out IReadOnlyList<UhitOperation> operations,
        CancellationToken cancellationToken)
    {
        SoapEnvelope? envelope = null;
        try
        {
            envelope = SoapEnvelope.Open(message, headers ?? SoapHeaders.Default, cancellationToken);
            envelope.PathCameTo = head.Path;
            operations = FindOperations(envelope, head);
            return envelope;
        }
        catch (Exception e)
        {
            envelope?.Dispose();
            if (storeFailed() || IsNotOfTheFormat(e))
            {
                throw;
            }

            // The format failed in judging a header block or in finding the operation. As above: it is kept only where it is well-formed.
            using var reader = GuardedXml.CreateReader(message.OpenDocument(), limits, cancellationToken);
            while (reader.Read())
            {
            }

            throw new UntranslatableException(null, null, new WireFormatException("format-failed", "Envelope", e));
        }
    }

    private void Translate(UhitOperation operation, SoapEnvelope envelope, CallbackSink sink, Func<bool> storeFailed)
    {
        try
        {
            format.ReadCallback(operation, envelope, sink);
        }
        catch (Exception e) when (!storeFailed() && !IsNotOfTheFormat(e))
        {
            // Sent again it would fail again: to ask for that would go on for ever. Its text is the format's and may repeat the message.
            throw new WireFormatException("format-failed", operation.ToString(), e);
        }
    }

    private static void Ignore(int bytes)
    {
    }

    private static void Ignore(Exception failure)
    {
    }

    private static bool IsNotOfTheFormat(Exception e) => e
        is WireFormatException or XmlException or SoapMessageException
        or RefusedCallbackException or UhitStoreException or OperationCanceledException or OutOfMemoryException;

    private UhitOperation[] FindOperations(SoapEnvelope envelope, RequestHead head)
    {
        if (head.SoapVersion is { } version && envelope.SoapVersion != version)
        {
            throw Wrong("The envelope is of another version of SOAP than the content type.");
        }

        if (envelope.IsFault)
        {
            throw Wrong("A fault can't be taken as a callback.");
        }

        if (head.ReadAs is { } readAs)
        {
            return readAs == UhitOperation.FetchUsage ? Fetchable : [readAs];
        }

        // The body alone decides: an action that says otherwise is an attempt to be routed elsewhere.
        var found = format.FindOperations(envelope.BodyName.Name, envelope.BodyName.Namespace).Where(IsCallback).ToArray();
        if (found.Length == 0)
        {
            throw Wrong("The body asks for no operation of this service.");
        }

        var agreeing = Array.FindAll(
            found, operation => format.IsAction(operation, head.Action) && format.IsAction(operation, envelope.Action));
        return agreeing.Length > 0 ? agreeing
            : head.IsStored ? found
            : throw Wrong("The action is not that of the operation in the body.");
    }

    private static bool IsCallback(UhitOperation operation) =>
        operation is UhitOperation.NotifyAcknowledgement or UhitOperation.NotifyValidation or UhitOperation.DeliverHistoricalUsage;

    private static SoapMessageException Wrong(string message) => new(SoapFaultCode.Sender, message);
}
