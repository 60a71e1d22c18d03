using System.Xml;
using Uhit.Client.Receiving;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

public sealed class CallbackReaderTests
{
    private const string EnvelopeStart = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>";

    public static TheoryData<Type> OfTheFormat => new(
        typeof(FormatException), typeof(ArgumentException), typeof(OverflowException), typeof(InvalidOperationException),
        typeof(KeyNotFoundException), typeof(NullReferenceException), typeof(InvalidCastException), typeof(IOException));

    [Theory]
    [MemberData(nameof(OfTheFormat))]
    public void Read_FormatThrows_Untranslatable(Type type)
    {
        var failure = (Exception)Activator.CreateInstance(type)!;

        var thrown = Assert.Throws<UntranslatableException>(() => Read(FailingWireFormat.With(failure)));

        Assert.Equal(("format-failed", "DeliverHistoricalUsage"), (thrown.Cause.Code, thrown.Cause.Path));
        Assert.Same(failure, thrown.Cause.InnerException);
        Assert.Equal("D-1", thrown.Header!.MessageId!.Value.Value);
    }

    [Fact]
    public void Read_FailureThatIsNotOfTheFormat_GoesOn()
    {
        Exception[] failures =
        [
            new XmlException(),
            new SoapMessageException(SoapFaultCode.Sender, "x"),
            new OperationCanceledException(),
            new UhitStoreException("x", isTransient: true),
        ];
        Assert.All(failures, failure => Assert.Same(failure, Record.Exception(() => Read(FailingWireFormat.With(failure)))));
    }

    [Fact]
    public void Read_StoreBreaksWhileTheFormatReads_IsNoFailureOfTheFormat()
    {
        var own = new FormatException();

        Assert.Throws<IOException>(() => Read(ReferenceWireFormat.Instance, breaksAt: 50_000));
        Assert.Same(own, Record.Exception(() => Read(FailingWireFormat.With(own), breaksAt: 50_000)));
    }

    // Kept as unreadable it would be refused for good, though the store may be well again a moment later.
    [Fact]
    public void Read_StoreCanNotOpenTheBodyAtFirst_IsNoFailureOfTheFormat()
    {
        var isFirst = true;

        Assert.Throws<TimeoutException>(() => Read(ReferenceWireFormat.Instance, () =>
        {
            if (isFirst)
            {
                isFirst = false;
                throw new TimeoutException();
            }

            return new MemoryStream(Delivery(Header("D-1")));
        }));
    }

    // A connection to the store may hang on it.
    [Theory]
    [InlineData("read")]
    [InlineData("of no operation")]
    [InlineData("format throws")]
    [InlineData("not translatable")]
    [InlineData("not well-formed")]
    public void Read_HoweverItEnds_ClosesTheBody(string ending)
    {
        var message = Text(Delivery(Header("D-1"), part: ending == "not translatable" ? 2 : 1));
        message = ending switch
        {
            "of no operation" => message.Replace("DeliverHistoricalUsage", "Other", StringComparison.Ordinal),
            "not well-formed" => message[..^5],
            _ => message,
        };
        var opened = new List<BreakingStream>();

        Record.Exception(() => Read(
            ending == "format throws" ? FailingWireFormat.With(new FormatException()) : ReferenceWireFormat.Instance,
            () =>
            {
                opened.Add(new BreakingStream(Bytes(message), int.MaxValue));
                return opened[^1];
            }));

        Assert.NotEmpty(opened);
        Assert.All(opened, stream => Assert.False(stream.CanRead));
    }

    // Judged before any of a message is stored, by as much of it as has come.
    [Theory]
    [InlineData("<", null, null)]
    [InlineData("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>", null, null)]
    [InlineData(EnvelopeStart + "<a xmlns=\"urn:other\">", null, "The body asks for no operation of this service.")]
    [InlineData(EnvelopeStart + "<s:Fault>", null, "A fault can't be taken as a callback.")]
    [InlineData(
        EnvelopeStart + "<a xmlns=\"urn:other\">", SoapVersion.Soap12, "The envelope is of another version of SOAP than the content type.")]
    public void CheckStart_PartOfAMessage_IsRefusedOnlyForWhatItSays(string start, SoapVersion? version, string? refusal)
    {
        var reader = new CallbackReader(ReferenceWireFormat.Instance, MessageLimits.Default);
        var head = new RequestHead(version ?? SoapVersion.Soap11, null, string.Empty);

        var thrown = Record.Exception(() => reader.CheckStart(new MemoryStream(Bytes(start)), head));

        Assert.Equal(refusal, thrown?.Message);
    }

    [Theory]
    [InlineData("{urn:h}Token", true)]
    [InlineData("{urn:h}Other", false)]
    public void CheckStart_HeaderThatMustBeUnderstood_PassesOnlyWhereItIs(string understood, bool passes)
    {
        var reader = new CallbackReader(
            ReferenceWireFormat.Instance, MessageLimits.Default, new SoapHeaders(null, understood));
        var message = Text(Delivery(Header("D-1"))).Replace(
            "<s:Body>", "<s:Header><Token xmlns=\"urn:h\" s:mustUnderstand=\"1\"/></s:Header><s:Body>", StringComparison.Ordinal);

        var thrown = Record.Exception(() => reader.CheckStart(new MemoryStream(Bytes(message)), RequestHead.OfStored()));

        Assert.Equal(passes, thrown is null);
    }

    [Fact]
    public void CheckStart_WholeMessageOfTheService_Passes() =>
        new CallbackReader(ReferenceWireFormat.Instance, MessageLimits.Default).CheckStart(
            new MemoryStream(Delivery(Header("D-1"))), RequestHead.OfStored());

    private static ParsedCallback Read(SimulatedWireFormat format, int breaksAt = int.MaxValue) =>
        Read(format, () => new BreakingStream(Delivery(Header("D-1"), readings: 1000), breaksAt));

    private static ParsedCallback Read(SimulatedWireFormat format, Func<Stream> open) =>
        new CallbackReader(format, MessageLimits.Default).Read(
            open, RequestHead.OfStored(), (_, _) => { }, _ => { }, _ => { });

    private sealed class BreakingStream(byte[] bytes, int breaksAt) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            Position >= breaksAt ? throw new IOException() : base.Read(buffer, offset, count);

        public override int Read(Span<byte> buffer) => Position >= breaksAt ? throw new IOException() : base.Read(buffer);
    }
}
