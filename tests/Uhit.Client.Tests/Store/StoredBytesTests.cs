using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Receiving;
using Uhit.Client.Store;
using Uhit.Client.Tests.Usage;

namespace Uhit.Client.Tests.Store;

/// <summary>What is written is what has always been written, byte for byte, and what was written before is read.</summary>
public sealed class StoredBytesTests
{
    [Fact]
    public void Inquiry_IsWrittenAsEver_AndRead()
    {
        Goldens.Check("inquiry.json", StoreJson.Write(StoredSamples.Inquiry));

        var read = StoreJson.ReadInquiry(Goldens.Read("inquiry.json"));

        Assert.Equal(StoredSamples.Inquiry.Lines, read.Lines);
        Assert.Equal(StoredSamples.Inquiry.ClientReference, read.ClientReference);
    }

    [Fact]
    public void Progress_IsWrittenAsEver_AndRead()
    {
        Goldens.Check("progress.json", StoreJson.Write(StoredSamples.Ledger));

        Goldens.Check("progress.json", StoreJson.Write(StoreJson.ReadLedger(Goldens.Read("progress.json"))));
    }

    [Fact]
    public void NoProgress_IsWrittenAsEver_AndRead()
    {
        Goldens.Check("progress-empty.json", StoreJson.Write(InquiryLedger.Empty));

        Goldens.Check("progress-empty.json", StoreJson.Write(StoreJson.ReadLedger(Goldens.Read("progress-empty.json"))));
    }

    [Fact]
    public void Event_IsWrittenAsEver_AndRead()
    {
        Goldens.Check("event.json", StoreJson.Write(StoredSamples.Event));
        Goldens.Check("event-content.json", StoreJson.Write(StoredSamples.Event.Content));
        Goldens.Check("event-content-empty.json", StoreJson.Write(new StoredEventContent()));

        Goldens.Check("event.json", StoreJson.Write(StoreJson.ReadEvent(Goldens.Read("event.json"))));
        Goldens.Check("event-content.json", StoreJson.Write(StoreJson.ReadContent(Goldens.Read("event-content.json"))));
        Assert.Equal(new StoredEventContent(), StoreJson.ReadContent(Goldens.Read("event-content-empty.json")));
    }

    [Fact]
    public void HeaderAndPart_AreWrittenAsEver_AndRead()
    {
        Goldens.Check("header.json", StoreJson.Write(StoredSamples.Header));
        Goldens.Check(
            "header-without-number.json",
            StoreJson.Write(StoredSamples.Header with { RequestId = default, MessageId = null, SentAt = null }));
        Goldens.Check("part.json", StoreJson.Write(StoredSamples.Part));

        Assert.Equal(StoredSamples.Header, StoreJson.ReadHeader(Goldens.Read("header.json")));
        Assert.Equal(default, StoreJson.ReadHeader(Goldens.Read("header-without-number.json")).RequestId);
        Assert.Equal(StoredSamples.Part, StoreJson.ReadPart(Goldens.Read("part.json")));
    }

    [Fact]
    public void PackedUsage_IsWrittenAsEver_AndRead()
    {
        var packed = UsageCodec.Pack(StoredSamples.Usage);

        // The version is the first byte: other bytes need another one, and a file of their own.
        Goldens.Check($"usage-v{packed.Content.Span[0]}.hex", Convert.ToHexStringLower(packed.Content.Span));

        UsageAssert.Same(StoredSamples.Usage, UsageCodec.Unpack(
            packed with { Content = Convert.FromHexString(System.Text.Encoding.ASCII.GetString(Goldens.Read("usage-v1.hex"))) }));
    }

    [Fact]
    public void Digest_OfTheSameValues_IsWhatItWasUnderItsVersion()
    {
        using var digest = new ContentDigest();
        digest.Add(UhitOperation.DeliverHistoricalUsage);
        digest.Add(StoredSamples.Header);
        digest.Add(TransactionId.Parse("T-1"));
        digest.AddCorrelationId("C-1");
        digest.Add(StoredSamples.Inquiry.Lines[0].Period, StoredSamples.Inquiry.Lines[0].EsiId);
        digest.Add(StoredSamples.Acknowledgement);
        digest.Add(StoredSamples.Validation);
        digest.Add(StoredSamples.Part);
        digest.Add(StoredSamples.Usage);

        // Stored beside each digest: another value needs another version, and a file of its own.
        Goldens.Check($"digest-v{ContentDigest.Version}.hex", Convert.ToHexStringLower(digest.Finish()));
    }
}
