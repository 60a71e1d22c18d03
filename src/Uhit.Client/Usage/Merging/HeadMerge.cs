using System.Globalization;

namespace Uhit.Client.Usage.Merging;

/// <summary>Chooses the fields of the head.</summary>
internal static class HeadMerge
{
    public static UsageHistory Of(List<Layer<UsageHistory>> layers) => new()
    {
        LineNumber = layers[0].Items.Min(history => history.LineNumber),
        EsiId = layers[0].Items[0].EsiId,
        CustomerName = Latest(layers, history => history.CustomerName, Text),
        ServiceAddress = Latest(layers, history => history.ServiceAddress, Text),
        LoadProfile = Latest(layers, history => history.LoadProfile, Text),
        RateClass = Latest(layers, history => history.RateClass, Text),
        MeterReadCycle = Latest(layers, history => history.MeterReadCycle, Text),
        ErcotRegion = Latest(layers, history => history.ErcotRegion, Text),
        NoData = NoDataOf(layers),
    };

    private static ReportedError? NoDataOf(List<Layer<UsageHistory>> layers)
    {
        var speaking = layers.Find(layer => layer.Items.Any(history => HasData(history) || history.NoData is not null));
        return speaking is null || speaking.Items.Any(HasData) ? null : Latest([speaking], history => history.NoData, Text);
    }

    private static bool HasData(UsageHistory history) => history.Received != RequestedUsage.None;

    // Of two in one message always the same one: the first in the order of their texts.
    private static T? Latest<T>(List<Layer<UsageHistory>> layers, Func<UsageHistory, T?> field, Func<T, string> text)
        where T : class => layers
        .Select(layer => layer.Items.Select(field).OfType<T>().MinBy(text, StringComparer.Ordinal))
        .FirstOrDefault(value => value is not null);

    private static string Text(string text) => text;

    private static string Text(ServiceAddress address) =>
        KeyText.Of(address.Line1, address.Line2, address.City, address.State, address.PostalCode);

    private static string Text(ReportedError error) =>
        KeyText.Of(error.Code, error.Description, error.LineNumber?.ToString(CultureInfo.InvariantCulture));
}
