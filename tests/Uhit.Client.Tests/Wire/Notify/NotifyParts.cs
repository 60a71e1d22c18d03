using System.Xml;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Notify;

/// <summary>The elements of the contract that says little.</summary>
internal static class NotifyParts
{
    public const string Ns = "urn:notify:1";
    private const string Verdict = "UsageVerdict";
    private const string Data = "UsageData";

    private static readonly ElementShape Shape = ElementShape.Sequence.Element("Account", Ns, 0, 1);
    private static readonly ElementShape AccountShape = ElementShape.Sequence.Element("Bill", Ns, 0, ElementShape.Unbounded);
    private static readonly ServiceAddress Nowhere = new() { Line1 = "-", City = "-", State = "-", PostalCode = "-" };

    public static MessageHeader HeaderOf(RequestId requestId, MessageId? messageId) =>
        new() { AuthenticationId = default, RequestId = requestId, MessageId = messageId };

    /// <summary>What the contract does not carry, the domain still wants on CNP's side.</summary>
    public static InquiryMessage Asked(RequestId requestId, EsiId esiId, UsagePeriod period) =>
        new(HeaderOf(requestId, null), new UsageHistoryInquiry
        {
            Lines =
            [
                new InquiryLine
                {
                    EsiId = esiId,
                    Period = period,
                    RequestedUsage = RequestedUsage.Billing,
                    ServiceAddress = Nowhere,
                    Authorization = new CustomerAuthorization
                    {
                        CustomerName = "-",
                        AuthorizedBy = "-",
                        Telephone = "-",
                        Email = "-",
                        AuthorizedOn = period.End,
                        Obtained = true,
                    },
                },
            ],
        });

    public static void Write(
        ElementWriter writer, string element, UhitOperation? operation, MessageHeader? header, TransactionId? transactionId,
        IEnumerable<LineValidation> verdicts, IEnumerable<UsageHistory> usage)
    {
        writer.Start(element, Ns);
        writer.Attribute("noun", operation is null ? null : operation == UhitOperation.NotifyValidation ? Verdict : Data);
        writer.Attribute("id", header?.MessageId?.Value);
        writer.Attribute("case", transactionId?.Value);
        writer.Attribute("correlation", header is { RequestId.Value.Length: > 0 } ? header.RequestId.Value : null);
        foreach (var verdict in verdicts)
        {
            writer.Start("Account", Ns);
            writer.Attribute("esi", verdict.EsiId.Value);
            writer.Attribute("code", verdict.Status.Value);
            writer.End();
        }

        foreach (var history in usage)
        {
            writer.Start("Account", Ns);
            writer.Attribute("esi", history.EsiId.Value);
            foreach (var period in history.BillingPeriods)
            {
                writer.Start("Bill", Ns);
                writer.Attribute("from", period.StartDate);
                writer.Attribute("to", period.EndDate);
                writer.Attribute("kwh", period.Usage);
                writer.End();
            }

            writer.End();
        }

        writer.End();
    }

    public static void Read(ElementReader reader, string element, UhitOperation operation, ICallbackSink sink)
    {
        reader.MoveToMessage(element, Ns);
        var noun = operation == UhitOperation.FetchUsage ? reader.OptionalAttribute("noun") : reader.Attribute("noun");
        if (noun is null)
        {
            // Nothing is ready.
            reader.Leave();
            return;
        }

        var isData = noun.Value.Text.Trim() switch
        {
            Data => true,
            Verdict => false,
            _ => throw noun.Value.BadValue(),
        };
        sink.OnOperation(isData ? UhitOperation.DeliverHistoricalUsage : UhitOperation.NotifyValidation);
        sink.OnHeader(HeaderOf(default, reader.Attribute("id").ToId<MessageId>()));
        if (reader.OptionalAttribute("case") is { } transaction)
        {
            sink.OnTransaction(transaction.ToId<TransactionId>());
        }

        if (reader.OptionalAttribute("correlation") is { } correlation)
        {
            sink.OnCorrelationId(correlation.Text.Trim());
        }

        reader.Enter(Shape);
        while (reader.NextChild(out _))
        {
            if (isData)
            {
                sink.OnUsage(ReadUsage(reader));
            }
            else
            {
                sink.OnValidation(new LineValidation
                {
                    LineNumber = 0,
                    EsiId = reader.Attribute("esi").ToId<EsiId>(),
                    Status = new ValidationStatus(reader.Attribute("code").Text.Trim()),
                });
                reader.Leave();
            }
        }

        if (reader.UnknownElements > 0)
        {
            sink.OnUnknownElements((int)reader.UnknownElements);
        }
    }

    public static void WriteOne(XmlWriter writer, string element, string attribute, string? value)
    {
        var output = new ElementWriter(writer);
        output.Start(element, Ns);
        output.Attribute(attribute, value);
        output.End();
    }

    public static AttributeValue ReadOne(WireBody body, string element, string attribute)
    {
        var reader = new ElementReader(body.Reader);
        reader.MoveToMessage(element, Ns);
        var value = reader.Attribute(attribute);
        reader.Leave();
        return value;
    }

    private static UsageHistory ReadUsage(ElementReader reader)
    {
        var periods = new List<BillingPeriod>();
        var history = new UsageHistory { LineNumber = 0, EsiId = reader.Attribute("esi").ToId<EsiId>(), BillingPeriods = periods };
        reader.Enter(AccountShape);
        while (reader.NextChild(out _))
        {
            periods.Add(
                reader.Kept(new BillingPeriod
                {
                    StartDate = reader.Attribute("from").ToDate(),
                    EndDate = reader.Attribute("to").ToDate(),
                    Usage = reader.Attribute("kwh").ToDecimal(),
                }));
            reader.Leave();
        }

        return history;
    }
}
