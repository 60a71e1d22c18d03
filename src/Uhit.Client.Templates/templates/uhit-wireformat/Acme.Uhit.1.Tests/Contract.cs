using Uhit.Client;
using Uhit.Client.Wire;

namespace Acme.Uhit._1.Tests;

/// <summary>What the contract has and has not: both test classes say it.</summary>
internal static class Contract
{
    public static UhitWireFormat Format { get; } = new CnpWireFormat();

    /// <summary>CNP accepts in its answer and never later.</summary>
    public static IReadOnlyList<UhitOperation> Callbacks { get; } = [UhitOperation.NotifyValidation, UhitOperation.DeliverHistoricalUsage];
}
