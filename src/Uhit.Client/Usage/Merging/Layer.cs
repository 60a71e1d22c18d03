namespace Uhit.Client.Usage.Merging;

/// <summary>What came under one order, that is, in one message: none of it is later than another.</summary>
internal sealed record Layer<T>(IReadOnlyList<T> Items);

/// <summary>Makes layers.</summary>
internal static class Layer
{
    /// <summary>The layers, the latest first.</summary>
    public static List<Layer<T>> Of<T>(IEnumerable<(MessageOrder Order, T Item)> pieces) =>
    [
        .. pieces
            .GroupBy(piece => (piece.Order.SentAt.UtcTicks, piece.Order.MessageKey))
            .OrderByDescending(group => group.First().Order)
            .Select(group => new Layer<T>([.. group.Select(piece => piece.Item)])),
    ];

    /// <summary>The same layers, of what the items hold.</summary>
    public static List<Layer<TChild>> Below<T, TChild>(List<Layer<T>> layers, Func<T, IEnumerable<TChild>> children) =>
        layers.ConvertAll(layer => new Layer<TChild>([.. layer.Items.SelectMany(children)]));
}
