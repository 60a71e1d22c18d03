using System.Xml.Linq;
using Uhit.Client.Wire;

namespace Uhit.Client.Conformance.Wire;

/// <summary>What a format must do with messages that are wrong: refuse them by a <see cref="WireFormatException"/> that repeats no value.
/// It writes the messages by CNP's half; <see cref="SampleConformance"/> does the same with captured ones.</summary>
public abstract class HostilityConformance : WireConformance
{
    /// <inheritdoc/>
    protected abstract override SimulatedWireFormat Format { get; }

    private WireExchange Exchange => new(Format);

    /// <summary>Every value of every message is replaced by every bad one: it is read, or refused in the one way.</summary>
    [Fact]
    public void Read_AnyOneValueBad_IsReadOrRefusedWithoutRepeatingIt() => Assert.All(Operations, operation =>
    {
        var envelope = Message(operation);
        var refused = Mutation.OfValues(envelope).Count(changed => IsRefused(operation, changed));
        var values = Mutation.CountOfValues(envelope);

        // A format that refused nothing, or nearly all, would not have looked.
        Assert.InRange(refused, values, values * (Mutation.BadValueCount - 1));
    });

    [Fact]
    public void Read_AnyOneThingMissing_IsReadOrRefused() => Assert.All(Operations, operation =>
    {
        var changes = Mutation.OfMissing(Message(operation)).ToList();
        Assert.InRange(changes.Count(changed => IsRefused(operation, changed)), 1, changes.Count);
    });

    [Fact]
    public void Read_ContentInAnotherNamespace_IsRefused() => Assert.All(Callbacks, operation =>
    {
        var changed = XmlVariant.Change(Message(operation), root =>
        {
            foreach (var element in root.Elements().Last().Elements().First().Descendants())
            {
                element.Name = XName.Get(element.Name.LocalName, "urn:nobody:conformance");
            }
        });
        // A format whose values are attributes of the message's own element may find nothing wrong, but then nothing in it either.
        if (!IsRefused(operation, new Mutation("all", changed)))
        {
            var sink = Exchange.ReadCallback(changed);
            Assert.True(sink.UnknownElements > 0);
            Assert.Empty(sink.Histories);
            Assert.Empty(sink.Validations);
        }
    });

    [Fact]
    public void Read_PartBeyondTheCount_IsRefused()
    {
        if (!Callbacks.Contains(UhitOperation.DeliverHistoricalUsage) || Carried(FixedMessages.Part) is not { } part)
        {
            return;
        }

        var header = Carried(FixedMessages.Header(), UhitOperation.DeliverHistoricalUsage);
        var envelope = Exchange.Delivery(header, null, part with { PartNumber = part.PartCount + 1 }, Carried(FixedMessages.Autumn()));
        Assert.Equal("bad-part", Assert.Throws<WireFormatException>(() => Exchange.ReadCallback(envelope)).Code);
    }

    private IEnumerable<UhitOperation> Operations => [UhitOperation.RequestHistoricalUsage, .. Callbacks];

    private bool IsRefused(UhitOperation operation, Mutation changed) => Refusal.IsRefused(changed, envelope =>
    {
        if (operation == UhitOperation.RequestHistoricalUsage)
        {
            Exchange.Read(envelope, Format.ReadInquiry);
        }
        else
        {
            Exchange.ReadCallback(envelope);
        }
    });

    private byte[] Message(UhitOperation operation)
    {
        var header = Carried(FixedMessages.Header(), operation);
        var transaction = Carried((TransactionId?)TransactionId.Parse("T1"), operation);
        return operation switch
        {
            UhitOperation.RequestHistoricalUsage => Exchange.Write(writer => Format.WriteInquiry(writer, Carried(FixedMessages.Inquiry()))),
            UhitOperation.NotifyAcknowledgement =>
                Exchange.Write(writer => Format.WriteAcknowledgementNotice(writer, header, CarriedNotice(FixedMessages.Acknowledgement()))),
            UhitOperation.NotifyValidation =>
                Exchange.Write(writer => Format.WriteValidation(writer, header, transaction, [Carried(FixedMessages.Validation)])),
            _ => Exchange.Delivery(header, transaction, FixedMessages.Part, Carried(FixedMessages.Short())),
        };
    }
}
