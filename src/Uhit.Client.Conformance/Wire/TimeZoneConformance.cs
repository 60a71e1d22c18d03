using Uhit.Client.Wire;
using Xunit.v3;

namespace Uhit.Client.Conformance.Wire;

/// <summary>A format never asks the machine's time zone: the hour that comes twice in autumn is read the same everywhere.</summary>
/// <remarks>Its tests put the whole process into another zone, so nothing may run beside them: your class needs <c>[Collection]</c> with a
/// collection of your test project whose definition says <c>DisableParallelization = true</c>. Without it they fail, and say so.</remarks>
public abstract class TimeZoneConformance : WireConformance
{
    /// <inheritdoc/>
    protected abstract override SimulatedWireFormat Format { get; }

    private const string NotAlone = """
        These tests put the whole process into another time zone, so nothing may run beside them. Add to the test project:
            [CollectionDefinition(nameof(MachineZone), DisableParallelization = true)]
            public sealed class MachineZone;
        and to this class: [Collection(nameof(MachineZone))]
        """;

    [Theory]
    [InlineData("America/Chicago")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("UTC")]
    public void Delivery_WhateverTheMachinesZone_IsWrittenAndReadTheSame(string zone)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The time zone of a process can't be set here.");
        Assert.True(TestContext.Current.TestCollection is IXunitTestCollection { DisableParallelization: true }, NotAlone);
        var exchange = new WireExchange(Format);
        var history = Carried(FixedMessages.Autumn());
        byte[] Write() =>
            exchange.Delivery(Carried(FixedMessages.Header(), UhitOperation.DeliverHistoricalUsage), null, FixedMessages.Part, history);
        var envelope = Write();
        using var _ = new MachineZone(zone);
        Assert.EndsWith(DomainText.Of(history), exchange.ReadCallback(envelope).Text, StringComparison.Ordinal);
        Assert.Equal(envelope, Write());
    }
}
