using System.Xml;
using Uhit.Client;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;
using Uhit.Client.Wire.Xml;

namespace Uhit.Cli.Commands.Contract;

/// <summary>Reads a captured message as client and receiver would.</summary>
internal sealed class MessageTrial(MappedContract contract)
{
    private readonly UhitWireFormat _format = contract.WireFormat;

    /// <summary>Reads a message.</summary>
    /// <param name="open">Opens its file.</param>
    /// <param name="tried">Takes what is read, also where it ends by a refusal.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Why it is refused, without a value of the message; <see langword="null"/> where it is taken.</returns>
    public string? Read(Func<Stream> open, TriedMessage tried, CancellationToken cancellationToken)
    {
        try
        {
            return ReadEnvelope(open, tried, cancellationToken);
        }
        catch (WireFormatException exception)
        {
            return exception.Message;
        }
        catch (SoapMessageException exception)
        {
            return exception.Message;
        }
        catch (XmlGuardException exception)
        {
            return exception.Message;
        }
        catch (XmlException exception)
        {
            return $"It is not well-formed XML (line {exception.LineNumber}, column {exception.LinePosition}).";
        }
    }

    private string? ReadEnvelope(Func<Stream> open, TriedMessage tried, CancellationToken cancellationToken)
    {
        // By the rules of the receiver: a block that demands to be understood, and is not, is refused here too.
        using var envelope = SoapEnvelope.Open(open, Limits(), new SoapHeaders(_format), cancellationToken);
        if (envelope.IsFault)
        {
            var fault = envelope.ReadFault(_format);
            return $"It is a SOAP fault ({fault.Code}{(fault.Detail is { } detail ? ", " + detail.Code : string.Empty)}).";
        }

        var operations = _format.FindOperations(envelope.BodyName.Name, envelope.BodyName.Namespace);
        if (operations.Any(IsCallback))
        {
            tried.Operation = operations.Count == 1 ? operations[0] : null;
            _format.ReadCallback(operations.First(IsCallback), envelope, tried);
            tried.Operation ??= operations[0];
        }
        else if (IsOurAnswer(envelope.BodyName))
        {
            return "It is our answer to a callback, which is sent by us.";
        }
        else if (operations.Contains(UhitOperation.RequestHistoricalUsage))
        {
            return "It is an inquiry, which is sent by us: --write shows how it leaves.";
        }
        else
        {
            // Any other element can only be the answer to an inquiry, and is refused by its reader where it is not.
            tried.Acknowledgement = _format.ReadInquiryAnswer(envelope);
        }

        envelope.ReadToEnd();
        return null;
    }

    // Where CNP answers with the same element, it is taken for CNP's.
    private bool IsOurAnswer(XmlQualifiedName name) => contract.Templates.All.Exists(template => template.IsAnswer && template.Root == name)
        && !contract.Model.Messages.Any(message => message.Answer?.Content is { Each: [{ Steps: [var root, ..] }, ..] }
            && (root.Name ?? name.Name) == name.Name
            && (root.Namespace ?? name.Namespace) == name.Namespace);

    private static bool IsCallback(UhitOperation operation) =>
        operation is UhitOperation.NotifyAcknowledgement or UhitOperation.NotifyValidation or UhitOperation.DeliverHistoricalUsage;

    private MessageLimits Limits() =>
        MessageLimits.Default with { MaxBytes = 4L << 30, MaxElements = 200_000_000, MaxPayloadLength = _format.MaxPayloadBytes };
}
