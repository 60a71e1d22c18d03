using Uhit.Client.Conformance.Wire;
using Uhit.Client.SecondContract;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;
using Xunit.Sdk;

namespace Uhit.Client.Tests.Wire.Conformance;

/// <summary>The controls of the suite over samples: what is wrong turns it red, and is named.</summary>
public sealed class SampleControlTests : IDisposable
{
    private static readonly string Good = Path.Combine(Repository.Root, "tests", "Uhit.Client.Tests", "Wire", "Second", "samples");
    private readonly string _folder = Directory.CreateTempSubdirectory("uhit-samples-").FullName;

    public SampleControlTests()
    {
        foreach (var file in Directory.EnumerateFiles(Good))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }
    }

    [Fact]
    public void Copies_Unchanged_AreGreen()
    {
        Suite().Messages_OfTheFolder_AreReadAsExpected();
        Suite().WhatWeSend_IsWrittenAsExpected();
        Suite().Messages_WithElementsThatNobodyKnows_SayTheSame();
    }

    [Theory]
    [InlineData(
        "delivery", "\"usage\": 1234.5", "\"usage\": 1234.6",
        "delivery.xml: usage[1].billingPeriods[1].usage: expected 1234.6, read 1234.5.")]
    [InlineData(
        "delivery", "\"endDate\": \"2025-11-04\"", "\"endDate\": \"2025-11-03\"",
        "delivery.xml: usage[1].billingPeriods[1].endDate: expected \"2025-11-03\", read \"2025-11-04\".")]
    [InlineData(
        "delivery", "01:15:00-05:00 1.25 Actual", "00:15:00-06:00 1.25 Actual",
        "usage[1].intervalSeries[1].readings[1]: expected \"2025-11-02T00:15:00-06:00 1.25 Actual\", read \"2025-11-02T01:15:00-05:00 1.25 "
            + "Actual\" (the same instant, but the offset from UTC differs).")]
    [InlineData("delivery", "01:15:00-05:00 1.25 Actual", "01:15:00-05:00 1.24 Actual", "readings[1]: expected")]
    [InlineData("delivery", "01:15:00-05:00 1.25 Actual", "01:15:00-05:00 1.25 actual", "readings[1]: expected")]
    [InlineData(
        "delivery", "\"2025-11-02T01:30:00-06:00 0.001 X7\"", "\"2025-11-02T01:30:00-06:00 0.001 X7\", \"2025-11-02T01:45:00-06:00 0 X7\"",
        "readings: expected 4 of them, read 3.")]
    [InlineData(
        "delivery", "\"customerName\": \"Example Bakery\",", "",
        "delivery.xml: usage[1].customerName: expected nothing, read \"Example Bakery\".")]
    [InlineData("delivery", "\"meterReadCycle\": \"07\"", "\"meterReadCycle\": 7", "usage[1].meterReadCycle: expected 7, read \"07\".")]
    [InlineData("delivery", "\"unknownElements\": 1", "\"unknownElements\": 0", "delivery.xml: unknownElements: expected 0, read 1.")]
    [InlineData("delivery", "\"partCount\": 2", "\"partCount\": 2, \"partsCount\": 2", "part.partsCount: expected 2, read nothing.")]
    [InlineData(
        "checked", "\"status\": \"Failed\"", "\"status\": \"Validated\"",
        "checked.xml: lines[2].status: expected \"Validated\", read \"Failed\".")]
    [InlineData(
        "checked", "\"sentAt\": \"2025-12-01T06:00:00-06:00\"", "\"sentAt\": \"2025-12-01T12:00:00Z\"",
        "header.sentAt: expected \"2025-12-01T12:00:00Z\", read \"2025-12-01T06:00:00-06:00\" (the same instant, but the offset from UTC "
            + "differs).")]
    [InlineData(
        "checked", "\"message\": \"NotifyValidation\"", "\"message\": \"NotifyAcknowledgement\"",
        "checked.xml: message: expected \"NotifyAcknowledgement\", read \"NotifyValidation\".")]
    [InlineData(
        "checked", "\"message\": \"NotifyValidation\"", "\"message\": \"Validation\"",
        "is no message that a Third Party reads. There are NotifyAcknowledgement, ")]
    [InlineData("reply", "Accepted", "Rejected", "reply.xml: acknowledgement.status: expected \"Rejected\", read \"Accepted\".")]
    [InlineData("trouble", "BUSY", "LAZY", "trouble.xml: fault.code: expected \"LAZY\", read \"BUSY\".")]
    [InlineData("half-a-day", "bad-part", "bad-value", "half-a-day.xml: refused.code: expected \"bad-value\", read \"bad-part\".")]
    [InlineData("opened", "{", "{ \"half", "opened.expected.json is no JSON that can be read")]
    public void Expectation_WithAnotherValue_IsRedAndNamesIt(string sample, string right, string wrong, string said)
    {
        Assert.True(Replace(sample + ".expected.json", right, wrong));
        Assert.Contains(
            said, Assert.ThrowsAny<XunitException>(Suite().Messages_OfTheFolder_AreReadAsExpected).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"count\": 3, \"total\": 2.751", "")]
    [InlineData(
        "\"count\": 3, \"total\": 2.751, \"first\": \"2025-11-02T01:15:00.0-05:00 1.250 Actual\", \"last\": \"2025-11-02T01:30:00-06:00 "
            + "0.001 X7\"", "")]
    [InlineData("\"count\": 2", "intervalSeries[1].count: expected 2, read 3.")]
    [InlineData("\"count\": 3, \"total\": 2.75", "intervalSeries[1].total: expected 2.75, read 2.751.")]
    [InlineData("\"count\": 3, \"last\": \"2025-11-02T01:30:00-05:00 0.001 X7\"", "intervalSeries[1].last: expected")]
    [InlineData("\"total\": 2.751", "intervalSeries[1].count: expected nothing, read 3.")]
    public void Series_ToldInShort_IsComparedBySums(string series, string said)
    {
        var file = Path.Combine(_folder, "delivery.expected.json");
        var text = File.ReadAllText(file);
        var start = text.IndexOf("\"readings\"", StringComparison.Ordinal);
        File.WriteAllText(file, text[..start] + series + text[(text.IndexOf(']', start) + 1)..]);
        if (said.Length == 0)
        {
            Suite().Messages_OfTheFolder_AreReadAsExpected();
            return;
        }

        Assert.Contains(
            said, Assert.ThrowsAny<XunitException>(Suite().Messages_OfTheFolder_AreReadAsExpected).Message, StringComparison.Ordinal);
    }

    // What a run wrote is no expectation until somebody renames it.
    [Fact]
    public void Message_WithoutExpectation_IsRedAtEachRunUntilSomebodyRenamesWhatWasWritten()
    {
        var expected = Path.Combine(_folder, "checked.expected.json");
        var received = Path.Combine(_folder, "checked.received.json");
        var before = File.ReadAllText(expected);
        File.Delete(expected);
        for (var run = 0; run < 2; run++)
        {
            var said = Assert.ThrowsAny<XunitException>(Suite().Messages_OfTheFolder_AreReadAsExpected).Message;
            Assert.Equal("checked.xml: nothing says how it is to be read. How it was read is in checked.received.json: compare every value "
                + "with the message, and rename it to checked.expected.json.", said);
            Assert.Equal(before, File.ReadAllText(received));
        }

        File.Move(received, expected);
        Suite().Messages_OfTheFolder_AreReadAsExpected();

        // The kind alone is no expectation either: it only says how the message is to be read.
        File.WriteAllText(expected, """{ "message": "NotifyValidation" }""");
        Assert.Contains(
            "nothing says",
            Assert.ThrowsAny<XunitException>(Suite().Messages_OfTheFolder_AreReadAsExpected).Message,
            StringComparison.Ordinal);
        File.WriteAllText(expected, before);
        Suite().Messages_OfTheFolder_AreReadAsExpected();
        Assert.False(File.Exists(received));
    }

    [Theory]
    [InlineData(
        "request.expected.xml", "zip=\"77002\"", "zip=\"77003\"",
        "request.expected.xml: UsageRequest/Premise/Location/@zip: expected \"77003\", written \"77002\".")]
    [InlineData("request.expected.xml", "zip=\"77002\"", "", "@zip: expected nothing, written \"77002\".")]
    [InlineData(
        "answer.NotifyValidation.expected.xml", ">Not found<", ">Not there<",
        "answer.NotifyValidation.expected.xml: Receipt/Problem: expected \"Not there\", written \"Not found\".")]
    [InlineData(
        "answer.NotifyValidation.expected.xml", "</Problem>", "</Problem><Problem code=\"2\"/>",
        "Receipt: expected Problem of http://second.example/uhi/2024, which was not written.")]
    [InlineData(
        "answer.NotifyValidation.expected.xml", "xmlns=\"http://second.example/uhi/2024\"", "xmlns=\"http://second.example/uhi/2025\"",
        "expected the element Receipt of http://second.example/uhi/2025, written Receipt of http://second.example/uhi/2024.")]
    public void SentMessage_WithAnotherValue_IsRedAndNamesIt(string file, string right, string wrong, string said)
    {
        Assert.True(Replace(file, right, wrong));
        Assert.Contains(said, Assert.ThrowsAny<Exception>(Suite().WhatWeSend_IsWrittenAsExpected).Message, StringComparison.Ordinal);
    }

    // Prefixes, comments and white space between elements say nothing.
    [Fact]
    public void SentMessage_ExpectedInAnotherDress_IsTheSame()
    {
        File.WriteAllText(
            Path.Combine(_folder, "answer.NotifyValidation.expected.xml"),
            """
            <r:Receipt xmlns:r="http://second.example/uhi/2024" result="NOK" received="2026-01-05T08:30:01"
                       receivedOffset="-360" case="T1" reference="R1">
              <!-- one -->
              <r:Problem premise="1" code="A76">Not found</r:Problem>

            </r:Receipt>
            """);
        Suite().WhatWeSend_IsWrittenAsExpected();
    }

    [Fact]
    public void Folder_EmptyOrMissing_IsRed()
    {
        foreach (var file in Directory.EnumerateFiles(_folder, "*"))
        {
            File.Delete(file);
        }

        Assert.Contains(
            "holds no captured message",
            Assert.ThrowsAny<XunitException>(Suite().Messages_OfTheFolder_AreReadAsExpected).Message,
            StringComparison.Ordinal);
        var nowhere = new Control { Folder = "no-such-folder-of-samples" };
        Assert.Contains(
            "There is no folder no-such-folder-of-samples",
            Assert.ThrowsAny<XunitException>(nowhere.Messages_OfTheFolder_AreReadAsExpected).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Format_ThatTellsWhatIsWrongOtherwise_IsRed()
    {
        var suite = Suite(Before((body, _) =>
        {
            if (body.Reader.GetAttribute("reference") is "ZZsecretZZ")
            {
                throw new FormatException("no");
            }
        }));
        var said = Assert.ThrowsAny<XunitException>(suite.Messages_AnyOneValueBad_AreReadOrRefusedWithoutRepeatingIt).Message;
        Assert.Contains(
            "CheckResult/@reference: what is wrong is told by a WireFormatException. This was FormatException.",
            said,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Format_ThatRepeatsAValue_IsRed()
    {
        var suite = Suite(Before((body, _) =>
        {
            if (body.Reader.GetAttribute("partner") is { } partner && partner.StartsWith("ZZ", StringComparison.Ordinal))
            {
                throw new WireFormatException("bad-value", partner);
            }
        }));
        Assert.Contains(
            "@partner: the refusal repeats the value.",
            Assert.ThrowsAny<XunitException>(suite.Messages_AnyOneValueBad_AreReadOrRefusedWithoutRepeatingIt).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Format_ThatTellsThingsOutOfOrder_IsRed()
    {
        var suite = Suite(Before((_, sink) => sink.OnTransaction(TransactionId.Parse("T1"))));
        Assert.Contains(
            "OnTransaction comes after OnHeader",
            Assert.ThrowsAny<XunitException>(suite.Messages_OfTheFolder_AreReadAsExpected).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Format_ThatSkipsAndDoesNotTell_IsRed()
    {
        var second = new SecondWireFormat();
        var suite = Suite(AlteredFormat.Of(second, (nameof(SimulatedWireFormat.ReadCallback), arguments =>
        {
            second.ReadCallback((UhitOperation)arguments[0]!, (WireBody)arguments[1]!, new Forgetful((ICallbackSink)arguments[2]!));
            return null;
        }
        )));
        Assert.Contains(
            "OnUnknownElements did not tell of it",
            Assert.ThrowsAny<XunitException>(suite.Messages_WithElementsThatNobodyKnows_SayTheSame).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void TimeZoneSuite_BesideOtherTests_SaysWhatToAdd() => Assert.Contains(
        "[Collection(nameof(MachineZone))]", Assert.ThrowsAny<XunitException>(() =>
            new NotAlone().Delivery_WhateverTheMachinesZone_IsWrittenAndReadTheSame("UTC")).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private bool Replace(string file, string right, string wrong)
    {
        var path = Path.Combine(_folder, file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        if (at < 0)
        {
            return false;
        }

        File.WriteAllText(path, text[..at] + wrong + text[(at + right.Length)..]);
        return true;
    }

    // The second contract's format, with something done before it reads a callback.
    private static SimulatedWireFormat Before(Action<WireBody, ICallbackSink> before)
    {
        var second = new SecondWireFormat();
        return AlteredFormat.Of(second, (nameof(SimulatedWireFormat.ReadCallback), arguments =>
        {
            before((WireBody)arguments[1]!, (ICallbackSink)arguments[2]!);
            second.ReadCallback((UhitOperation)arguments[0]!, (WireBody)arguments[1]!, (ICallbackSink)arguments[2]!);
            return null;
        }
        ));
    }

    private Control Suite(SimulatedWireFormat? format = null) => new() { Folder = _folder, Tested = format ?? new SecondWireFormat() };

    private sealed class Control : SampleConformance
    {
        public required string Folder { get; init; }

        public SimulatedWireFormat Tested { get; init; } = new SecondWireFormat();

        protected override SimulatedWireFormat Format => Tested;

        protected override bool HasMessageIds => false;

        protected override string Samples => Folder;
    }

    private sealed class NotAlone : TimeZoneConformance
    {
        protected override SimulatedWireFormat Format => new SecondWireFormat();
    }

    private sealed class Forgetful(ICallbackSink inner) : ICallbackSink
    {
        public void OnHeader(MessageHeader header) => inner.OnHeader(header);

        public void OnTransaction(TransactionId transactionId) => inner.OnTransaction(transactionId);

        public void OnAcknowledgement(Acknowledgement acknowledgement) => inner.OnAcknowledgement(acknowledgement);

        public void OnValidation(LineValidation validation) => inner.OnValidation(validation);

        public void OnDelivery(DeliveryPart part) => inner.OnDelivery(part);

        public void OnUsage(Uhit.Client.Usage.UsageHistory history) => inner.OnUsage(history);

        public void OnUnknownElements(int count)
        {
        }
    }
}
