namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Bills and intervals may come by operations of their own: each has its action, and a form without one takes any.</summary>
public class ActionTests
{
    private const string Bills = "\"root\": \"t:Bills\", \"usage\": { \"each\": \"t:A\", \"esiId\": \"@id\", \"bills\": { \"each\": "
        + "\"t:B\", \"startDate\": \"@f\", \"endDate\": \"@t\", \"usage\": \"@v\" } }";

    [Theory]
    [InlineData("\"action\": \"urn:t/Bills\",", "\"action\": \"urn:t/Intervals\",", "urn:t/Bills", true)]
    [InlineData("\"action\": \"urn:t/Bills\",", "\"action\": \"urn:t/Intervals\",", "\"urn:t/Intervals\"", true)]
    [InlineData("\"action\": \"urn:t/Bills\",", "\"action\": \"urn:t/Intervals\",", "urn:t/Other", false)]
    [InlineData("\"action\": \"urn:t/Bills\",", "\"action\": \"urn:t/Intervals\",", null, true)]
    [InlineData("\"action\": \"urn:t/Bills\",", "", "urn:t/Other", true)]
    [InlineData("", "", "urn:t/Other", true)]
    public void IsAction_SeveralForms_IsThatOfAny(string first, string second, string? action, bool expected)
    {
        var format = ContractFolder.Load($$"""
            {
              "id": "t-1", "namespaces": { "t": "urn:t" },
              "messages": { "delivery": [ { {{first}} {{Bills}} }, { {{second}} {{Bills.Replace("t:Bills", "t:Others", StringComparison.Ordinal)}} } ] }
            }
            """).WireFormat;

        Assert.Equal(expected, format.IsAction(UhitOperation.DeliverHistoricalUsage, action));
        Assert.False(format.IsAction(UhitOperation.NotifyValidation, action));
    }
}
