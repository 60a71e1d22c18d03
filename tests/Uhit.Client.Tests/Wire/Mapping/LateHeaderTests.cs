using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Fields of the header that stand behind the lines, as where elements are in the order of the alphabet.</summary>
public class LateHeaderTests
{
    private const string Id = "10089010000000001";
    private const string Header = "\"messageId\": \"t:H/t:Id\", \"sentAt\": { \"date\": \"t:Day\", \"time\": \"t:Time\" }, "
        + "\"transactionId\": \"t:No\", \"correlationId\": \"t:Cor\", \"period\": { \"start\": \"t:From\", \"end\": \"t:To\" }, "
        + "\"deliveryId\": \"t:D\", \"partNumber\": \"t:N\", \"partCount\": \"t:Of\",";

    private const string Usage = "\"each\": \"t:A\", \"esiId\": \"t:Esi\", \"customerName\": \"t:C\", \"bills\": { \"each\": \"t:B\", "
        + "\"startDate\": \"@f\", \"endDate\": \"@t\", \"usage\": \"@v\" }";

    private static readonly string[] Elements =
    [
        "<H><Id>m1</Id></H>", "<Day>2025-07-01</Day>", "<Time>08:00:00</Time>", "<No>n1</No>", "<Cor>c1</Cor>", "<From>2025-01-01</From>",
        "<To>2025-06-30</To>", "<D>d1</D>", "<N>2</N>", "<Of>3</Of>", Account(1), Account(2),
    ];

    private const string Verdicts = """
        {
          "id": "t-1", "namespaces": { "t": "urn:t" },
          "messages": {
            "validation": {
              "root": "t:V", "messageId": "t:Z", "transactionId": "t:No",
              "lines": { "each": "t:L", "esiId": "t:Esi", "status": "t:S", "period": { "start": "t:F", "end": "t:T" }, "reasons": { "each": "t:R", "code": "@c" } }
            }
          }
        }
        """;

    [Theory]
    [InlineData("", 1)]
    [InlineData("\"join\": true,", 2)]
    public void Fields_InAnyOrderAroundTheLines_SayTheSame(string join, int seed)
    {
        var format = MappedMessage.Delivery(join + Usage, Header);
        var expected = Told(format, Elements);
        Assert.Equal(
            ["header m1 2025-07-01T13:00", "number n1", "repeats c1", "period ", "part d1 2/3", "usage 1 name1 1", "usage 2 name2 2"],
            expected);
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var order = Elements.ToArray();
            random.Shuffle(order);
            var (first, second) = (Array.IndexOf(order, Account(1)), Array.IndexOf(order, Account(2)));
            (order[Math.Min(first, second)], order[Math.Max(first, second)]) = (Account(1), Account(2));
            Assert.Equal(expected, Told(format, order));
        }
    }

    [Fact]
    public void Fields_ThatNeverCome_AreNotWaitedForBeyondTheEnd() =>
        Assert.Equal(
            ["header m1 ", "usage 1 name1 1", "usage 2 name2 2"], Told(
                MappedMessage.Delivery(Usage, "\"messageId\": \"t:H/t:Id\", \"transactionId\": \"t:No\","),
                Account(1),
                "<H><Id>m1</Id></H>",
                Account(2)));

    [Theory]
    [InlineData("<Data xmlns='urn:t' case='1'><H><Id>m1</Id></H>", true)]
    [InlineData("<Data xmlns='urn:t'><H/>", true)]
    [InlineData("<Data xmlns='urn:t'><H><Id>m1</Id>", false)]
    [InlineData("<Data xmlns='urn:t' case='1'>", false)]
    public void Lines_BehindAllThatCanStillCome_AreToldAtOnce(string before, bool isAtOnce)
    {
        var sink = new OrderSink();
        var format = MappedMessage.Delivery(
            Usage.Replace("t:A", before.EndsWith("</Id>", StringComparison.Ordinal) ? "t:H/t:A" : "t:A", StringComparison.Ordinal),
            "\"messageId\": \"t:H/t:Id\", \"transactionId\": \"@case\", \"correlationId\": \"t:H/t:Cor\",");
        Assert.ThrowsAny<Exception>(() => MappedMessage.Read(
            format,
            before + Account(1) + "<A><Esi>x</Esi></A>" + (before.EndsWith("</Id>", StringComparison.Ordinal) ? "</H></Data>" : "</Data>"),
            sink: sink));
        Assert.Equal(isAtOnce, sink.Told.Contains("usage 1 name1 1"));
    }

    [Fact]
    public void Verdicts_BeforeTheHeader_WaitForIt()
    {
        var sink = new OrderSink();
        MappedMessage.Read(
            ContractFolder.Load(Verdicts).WireFormat,
            $"<V xmlns='urn:t'><L><Esi>{Id}</Esi><F>2025-01-01</F><R c='A1'/><S>Failed</S><T>2025-02-01</T></L><L>"
                + "<Esi>10089010000000002</Esi><S>Validated</S></L><No>n1</No><Z>m1</Z></V>",
            UhitOperation.NotifyValidation,
            sink: sink);
        Assert.Equal(["header m1 ", "number n1", $"period {Id}", "verdict Failed 1", "verdict Validated 0"], sink.Told);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(399, false)]
    [InlineData(400, true)]
    [InlineData(1000, true)]
    public void Lines_BeyondTheLimit_DoNotWait(int maxReadings, bool isTaken)
    {
        // Each weighs 400: its own weight, and a bill's. Beyond the limit is one more line at most.
        var format = MappedMessage.Delivery(Usage, "\"messageId\": \"t:H/t:Id\",");
        var sink = new OrderSink { Limits = MessageLimits.Default with { MaxReadings = maxReadings } };
        var refused = Record.Exception(() =>
            MappedMessage.Read(format, Data(Account(1), Account(2), "<H><Id>m1</Id></H>"), sink: sink)) as WireFormatException;
        Assert.Equal(isTaken, refused is null);
        if (refused is not null)
        {
            Assert.Equal(("late-element", "Data/H/Id", "Callback:Limits:MaxReadings"), (refused.Code, refused.Path, refused.Setting));
        }

        // What never comes is missed by nobody.
        sink = new OrderSink { Limits = sink.Limits };
        MappedMessage.Read(format, Data(Account(1), Account(2)), sink: sink);
        Assert.Equal(["header  ", "usage 1 name1 1", "usage 2 name2 2"], sink.Told);
    }

    [Fact]
    public void Field_ThatComesAgainWithAnotherText_IsRefusedByItsPath()
    {
        var refused = Assert.Throws<WireFormatException>(() =>
            Told(MappedMessage.Delivery(Usage, "\"transactionId\": \"t:No\","), "<No>n1</No>", Account(1), "<No>n2</No>"));
        Assert.Equal(("late-element", "Data/No"), (refused.Code, refused.Path));
        Assert.Contains("behind", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"is\": \"Y\"", "<K>Y</K>", "{0}{1}", 1)]
    [InlineData("\"is\": \"Y\"", "<K>N</K>", "{0}{1}", 0)]
    [InlineData("\"is\": \"Y\"", "<K>N</K>", "{1}{0}", 0)]
    [InlineData("\"is\": \"Y\"", "", "{1}{0}", 0)]
    [InlineData("\"is\": \"Y\"", "<K>Y</K>", "{1}{0}", -1)]
    [InlineData("\"isNot\": \"N\"", "<K>N</K>", "{0}{1}", 0)]
    [InlineData("\"isNot\": \"N\"", "", "{1}{0}", 1)]
    [InlineData("\"isNot\": \"N\"", "<K>Y</K>", "{1}{0}", 1)]
    [InlineData("\"isNot\": \"N\"", "<K>N</K>", "{1}{0}", -1)]
    public void ConditionOfARow_BehindItsParts_IsNeverJudgedWithoutIt(string condition, string mark, string order, int bills)
    {
        var format = MappedMessage.Delivery("\"join\": true, \"when\": { \"path\": \"t:K\", " + condition + " }, " + Usage);
        var row = string.Format(System.Globalization.CultureInfo.InvariantCulture, order, mark, "<B f='2025-01-01' t='2025-02-01' v='7'/>");
        var message = Data($"<A><Esi>{Id}</Esi>{row}</A><A><Esi>{Id}</Esi><K>Y</K><B f='2025-02-01' t='2025-03-01' v='1'/></A>");
        if (bills < 0)
        {
            var refused = Assert.Throws<WireFormatException>(() => MappedMessage.Read(format, message));
            Assert.Equal(("late-element", "Data/A[1]/t:K"), (refused.Code, refused.Path));
        }
        else
        {
            Assert.Equal(bills + 1, Assert.Single(MappedMessage.Read(format, message).Histories).BillingPeriods.Count);
        }
    }

    private static List<string> Told(SimulatedWireFormat format, params string[] elements)
    {
        var sink = new OrderSink();
        MappedMessage.Read(format, Data(elements), sink: sink);
        return sink.Told;
    }

    private static string Data(params string[] elements) => $"<Data xmlns='urn:t'>{string.Concat(elements)}</Data>";

    private static string Account(int number) =>
        $"<A><Esi>1008901000000000{number}</Esi><B f='2025-01-01' t='2025-02-01' v='{number}'/><C>name{number}</C></A>";
}
