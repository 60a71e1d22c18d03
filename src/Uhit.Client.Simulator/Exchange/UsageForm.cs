using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping;

namespace Uhit.Client.Simulator.Exchange;

/// <summary>A message in which usage is sent, and what of the usage it has room for.</summary>
/// <param name="Format">What writes it.</param>
/// <param name="Fits">Whether it says anything of a line: what is asked for, and whether there is no usage.</param>
/// <param name="Carried">What of the usage it says.</param>
internal sealed record UsageForm(
    ISimulatedWireFormat Format, Func<RequestedUsage, bool, bool> Fits, Func<UsageHistory, UsageHistory> Carried)
{
    /// <summary>The forms of a contract: one for all, unless a folder says otherwise.</summary>
    public static IReadOnlyList<UsageForm> Of(ISimulatedWireFormat format) => format is MappedWireFormat { DeliveryForms: [_, ..] forms }
        ? [.. forms.Select(form => new UsageForm(form.Format, form.Form.Fits, form.Form.Carried))]
        : [new UsageForm(format, (_, _) => true, usage => usage)];
}
