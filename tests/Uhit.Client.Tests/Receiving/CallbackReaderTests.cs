using System.Xml;
using Uhit.Client.Receiving;
using Uhit.Client.Wire;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

public sealed class CallbackReaderTests
{
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

    private static ParsedCallback Read(SimulatedWireFormat format, int breaksAt = int.MaxValue) =>
        new CallbackReader(format, XmlLimits.Default, CallbackLimits.Default).Read(
            () => new BreakingStream(Delivery(Header("D-1"), readings: 1000), breaksAt), RequestHead.OfStored(), (_, _) => { }, _ => { },
            _ => { });

    private sealed class BreakingStream(byte[] bytes, int breaksAt) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            Position >= breaksAt ? throw new IOException() : base.Read(buffer, offset, count);

        public override int Read(Span<byte> buffer) => Position >= breaksAt ? throw new IOException() : base.Read(buffer);
    }
}
