using System.Text.Json.Nodes;

namespace Uhit.Client.Conformance.Wire;

/// <summary>What a format makes of captured messages, and how it writes ours: all that a Third Party needs to
/// know before CNP is asked, without CNP's half.</summary>
/// <remarks>
/// <para><c>samples/NAME.xml</c> is a message of CNP's, whole or only the body's element; <c>samples/NAME.expected.json</c> beside it says
/// every value that is read. <c>samples/request.expected.xml</c> is the request that is sent for <see cref="Inquiry"/>,
/// <c>samples/answer.OPERATION.expected.xml</c> our answer to a callback; they are compared element by
/// element, whatever the prefixes and the layout.</para>
/// <para>What nobody has said yet fails, and is written as <c>NAME.received.json</c> or <c>.received.xml</c>: compare it with the message,
/// value by value, and rename it. Nothing is taken for right by itself.</para>
/// <para>Captured messages hold customers' data: change them before they go into a repository.</para>
/// </remarks>
public abstract class SampleConformance : WireConformance
{
    /// <summary>The folder of the samples: looked for where the tests lie, then in the folders
    /// around it, up to the test project's own.</summary>
    /// <value>Default: <c>samples</c>.</value>
    protected virtual string Samples => "samples";

    /// <summary>The inquiry whose request is compared with <c>request.expected.xml</c>.</summary>
    /// <value>Default: a fixed one of one line with made-up data, as far as the contract carries it.</value>
    protected virtual InquiryMessage Inquiry => Carried(FixedMessages.Inquiry());

    private SampleReader Reader => new(Format);

    [Fact]
    public void Messages_OfTheFolder_AreReadAsExpected()
    {
        var report = new SampleReport();
        foreach (var file in Messages())
        {
            var expected = file.Expected;
            var read = SampleJson.Of(Read(file, expected));
            if (expected is null || expected.Count < 2)
            {
                file.WriteReceived(read);
                report.Add(
                    file.Name, $"nothing says how it is to be read. How it was read is in {file.ReceivedName}: compare every value with "
                        + $"the message, and rename it to {file.ExpectedName}");
                continue;
            }

            file.DeleteReceived();
            report.Add(file.Name, SampleComparison.Of(Without(expected, "path"), read));
        }

        report.AssertEmpty();
    }

    /// <summary>Other prefixes, line breaks and comments between elements: another stack, or another day.</summary>
    [Fact]
    public void Messages_WrittenOtherwise_SayTheSame() => AssertSame(envelope => (XmlVariant.OtherPrefixesAndWhiteSpace(envelope), 0));

    /// <summary>What a later version of the contract adds is skipped and counted.</summary>
    [Fact]
    public void Messages_WithElementsThatNobodyKnows_SayTheSame() =>
        AssertSame(envelope => (XmlVariant.WithUnknownElements(envelope, out var count), count));

    /// <summary>Every kind of value is replaced by every bad one: it is read, or refused in the one way.</summary>
    [Fact]
    public void Messages_AnyOneValueBad_AreReadOrRefusedWithoutRepeatingIt() => AssertRefusals(Mutation.OfValues);

    /// <summary>Every kind of element and attribute is taken away: the message is read, or refused in the one way.</summary>
    [Fact]
    public void Messages_AnyOneThingMissing_AreReadOrRefused() => AssertRefusals(Mutation.OfMissing);

    [Fact]
    public void WhatWeSend_IsWrittenAsExpected()
    {
        var folder = new SampleFolder(Samples, AppContext.BaseDirectory);
        var exchange = new WireExchange(Format);
        var report = new SampleReport();
        Check("request", exchange.Write(writer => Format.WriteInquiry(writer, Inquiry)));
        foreach (var operation in Callbacks.Where(operation => Format.GetEmptyAnswerStatus(operation) is null))
        {
            Check(
                $"answer.{operation}", exchange.Write(writer =>
                    Format.WriteCallbackAnswer(writer, operation, Carried(FixedMessages.Acknowledgement(), operation))));
        }

        report.AssertEmpty();

        void Check(string name, byte[] written)
        {
            if (folder.ExpectedOf(name) is { } expected)
            {
                folder.DeleteReceived(name);
                report.Add(name + SampleFolder.ExpectedXml, CanonicalXml.Differences(expected, written));
                return;
            }

            folder.WriteReceived(name, CanonicalXml.Show(written));
            report.Add(
                name + SampleFolder.ExpectedXml, $"it is not there. What would be sent is in {name + SampleFolder.ReceivedXml}: compare it "
                    + "with the contract, and rename it");
        }
    }

    private static JsonObject Without(JsonObject expected, string name)
    {
        var rest = (JsonObject)expected.DeepClone();
        rest.Remove(name);
        return rest;
    }

    private IReadOnlyList<SampleFile> Messages()
    {
        var messages = new SampleFolder(Samples, AppContext.BaseDirectory).Messages;
        Assert.True(messages.Count > 0, $"The folder {Samples} holds no captured message: put one into it as NAME.xml.");
        return messages;
    }

    private SampleMessage Read(SampleFile file, JsonObject? expected) => Read(Reader.Envelope(file.Content), expected);

    private SampleMessage Read(byte[] envelope, JsonObject? expected) =>
        Reader.Read(envelope, (string?)expected?["message"], (string?)expected?["path"] ?? string.Empty);

    // Whatever the message is read as, it is the same in another dress.
    private void AssertSame(Func<byte[], (byte[] Envelope, int Unknown)> change)
    {
        var report = new SampleReport();
        foreach (var file in Messages())
        {
            var expected = file.Expected;
            var read = Read(file, expected);
            if (read.Refused is not null)
            {
                continue;
            }

            var (envelope, unknown) = change(Reader.Envelope(file.Content));
            var changed = Read(envelope, expected);
            report.Add(
                file.Name,
                SampleComparison.Of(Without(SampleJson.Of(read), "unknownElements"), Without(SampleJson.Of(changed), "unknownElements")));
            if (read.Content is { Header: not null } before && unknown > 0 && changed.Content!.UnknownElements <= before.UnknownElements)
            {
                report.Add(file.Name, "an element that nobody knows was put into it, and OnUnknownElements did not tell of it");
            }
        }

        report.AssertEmpty();
    }

    private void AssertRefusals(Func<byte[], IEnumerable<Mutation>> mutations) => Assert.All(Messages(), file =>
    {
        var expected = file.Expected;
        foreach (var changed in mutations(Reader.Envelope(file.Content)))
        {
            Refusal.IsRefused(changed, envelope =>
            {
                if (Read(envelope, expected).Refused is { } refused)
                {
                    throw refused;
                }
            });
        }
    });
}
