using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using Uhit.Client.Usage;
using static Uhit.Client.Tests.Usage.UsageSamples;

namespace Uhit.Client.Tests.Usage;

public sealed class UsageJsonTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static readonly JsonSerializerOptions Others = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    [Fact]
    public void Deserialize_AnyHistory_IsWhatWasSerialized() => UsageGenerators.Histories.Where(IsText).Sample(
        history =>
        {
            AssertSame(history, Again(history, JsonSerializerOptions.Default));
            AssertSame(history, Again(history, Web));
            AssertSame(history, Again(history, JsonSerializerOptions.Strict));
            AssertSame(history, Again(history, Others));
        },
        iter: 500);

    [Fact]
    public void Serialize_Series_HasTheShapeThatIsDocumented() => Assert.Equal(
        """{"meterNumber":"M1","channel":"EnergyDelivered","unit":"kWh","intervalMinutes":15,"conflicts":0,"readings":[{"end":"2025-01-01T00:15:00-06:00","quantity":1.50,"readType":"Actual"}]}""",
        JsonSerializer.Serialize(Series("M1", 15, UsageUnit.KilowattHour, (15, 1.50m)), Web));

    [Fact]
    public void Deserialize_MergedHistory_HasTheSameTotals()
    {
        var history = UsageHistoryMerge.Merge(
            Of(Series("M1", 0, 48, 1m), Series("M1", 0, 24, 2m)) with
            {
                BillingPeriods = [Bill("M1", 0, 30, 290m), Bill("M1", 0, 30, 300m)],
            });

        Assert.Equal(history.ToTotals(), Again(history, Web).ToTotals());
        Assert.Equal(history.ToTotals(), JsonSerializer.Deserialize<UsageTotals>(JsonSerializer.Serialize(history.ToTotals(), Web), Web));
    }

    [Theory]
    [InlineData("""{"channel":"EnergyDelivered","unit":"kWh","readings":[]}""")]
    [InlineData("""{"channel":"EnergyDelivered","unit":"kWh","intervalMinutes":2000,"readings":[]}""")]
    [InlineData("""{"channel":"EnergyDelivered","unit":"kWh","intervalMinutes":15,"conflicts":-1,"readings":[]}""")]
    [InlineData("""{"channel":"EnergyDelivered","unit":"kWh","intervalMinutes":15,"readings":null}""")]
    [InlineData("""{"channel":1,"unit":"kWh","intervalMinutes":15,"readings":[]}""")]
    [InlineData("""[1]""")]
    public void Deserialize_NotASeries_Throws(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<IntervalSeries>(json, Web));

    private static UsageHistory Again(UsageHistory history, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<UsageHistory>(JsonSerializer.Serialize(history, options), options)!;

    // By value: a negative zero reads back as zero.
    private static void AssertSame(UsageHistory expected, UsageHistory actual)
    {
        Assert.Equal(expected with { BillingPeriods = [], IntervalSeries = [] }, actual with { BillingPeriods = [], IntervalSeries = [] });
        Assert.Equal(expected.BillingPeriods, actual.BillingPeriods);
        Assert.Equal(expected.IntervalSeries.Count, actual.IntervalSeries.Count);
        Assert.All(expected.IntervalSeries.Zip(actual.IntervalSeries), pair => UsageAssert.Same(pair.First, pair.Second, exact: false));
    }

    // JSON can't carry half a surrogate pair, and a default ESI ID is no text that reads back.
    private static bool IsText(UsageHistory history) =>
        history.EsiId != default && !JsonSerializer.Serialize(history).Contains("\\uFFFD", StringComparison.Ordinal);
}
