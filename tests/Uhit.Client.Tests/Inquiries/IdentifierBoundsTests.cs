using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Inquiries;

namespace Uhit.Client.Tests.Inquiries;

/// <summary>How long each identifier may be, how it is written, and what none is.</summary>
public sealed class IdentifierBoundsTests
{
    [Fact]
    public void TryParse_LongestAndOneMore_EachWithItsOwnBound()
    {
        AssertToken<RequestId>(64, RequestId.TryParse, id => id.Value);
        AssertToken<MessageId>(64, MessageId.TryParse, id => id.Value);
        AssertToken<TransactionId>(64, TransactionId.TryParse, id => id.Value);
        AssertToken<DeliveryId>(64, DeliveryId.TryParse, id => id.Value);
        AssertToken<AuthenticationId>(80, AuthenticationId.TryParse, id => id.Value);
        Assert.Equal((64, 64, 64), (RequestId.MaxLength, MessageId.MaxLength, TransactionId.MaxLength));
        Assert.Equal((64, 80), (DeliveryId.MaxLength, AuthenticationId.MaxLength));
    }

    [Fact]
    public void Json_Identifier_IsItsTextAndNothingElseIsOne()
    {
        AssertJson(RequestId.Parse("R 1"));
        AssertJson(MessageId.Parse("R 1"));
        AssertJson(TransactionId.Parse("R 1"));
        AssertJson(DeliveryId.Parse("R 1"));
        AssertJson(AuthenticationId.Parse("R 1"));
        Assert.Equal("\"1008901000000000000001\"", JsonSerializer.Serialize(InquirySamples.EsiId));
        Assert.Equal(InquirySamples.EsiId, JsonSerializer.Deserialize<EsiId>("\"1008901000000000000001\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<EsiId>("1008901"));

        static void AssertJson<T>(T id)
        {
            Assert.Equal("\"R 1\"", JsonSerializer.Serialize(id));
            Assert.Equal(id, JsonSerializer.Deserialize<T>("\"R 1\""));
            Assert.All(["1", "null", "\"\"", "{}"], json =>
            {
                var refused = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>(json));
                Assert.Contains(typeof(T).Name, refused.Message, StringComparison.Ordinal);
            });
        }
    }

    [Fact]
    public void FromStore_WhatIsNone_Refused()
    {
        Assert.All(["", " ", "a\u0000", new string('a', 81)], stored =>
        {
            Assert.Throws<FormatException>(() => AuthenticationId.FromStore(stored));
            Assert.Throws<FormatException>(() => MessageId.FromStore(stored));
            Assert.Throws<FormatException>(() => TransactionId.FromStore(stored));
            Assert.Throws<FormatException>(() => DeliveryId.FromStore(stored));
        });
        Assert.Throws<FormatException>(() => RequestId.FromStore(" "));
        Assert.Throws<FormatException>(() => RequestId.FromStore(new string('a', 65)));
        var longest = new string('a', 64);
        Assert.Equal(longest, RequestId.FromStore(longest).Value);
        Assert.Equal(longest, MessageId.FromStore(longest).Value);
        Assert.Equal(longest, TransactionId.FromStore(longest).Value);
        Assert.Equal(longest, DeliveryId.FromStore(longest).Value);
        Assert.Equal(80, AuthenticationId.FromStore(new string('a', 80)).Value.Length);
        Assert.Throws<FormatException>(() => MessageId.FromStore(longest + "a"));
        Assert.Throws<FormatException>(() => TransactionId.FromStore(longest + "a"));
        Assert.Throws<FormatException>(() => DeliveryId.FromStore(longest + "a"));
        Assert.Equal("a\u200Bb", MessageId.FromStore("a\u200Bb").Value);
        Assert.Equal("a\u200Bb", TransactionId.FromStore("a\u200Bb").Value);
        Assert.Equal("a\u200Bb", DeliveryId.FromStore("a\u200Bb").Value);
    }

    // XML's own white space: it is not told from one blank.
    [Theory]
    [InlineData("a", "a")]
    [InlineData("a b", "a b")]
    [InlineData("a  b", "a b")]
    [InlineData("a\tb", "a b")]
    [InlineData("a\rb", "a b")]
    [InlineData("a\nb", "a b")]
    [InlineData(" a", "a")]
    [InlineData("a ", "a")]
    [InlineData("\ta", "a")]
    [InlineData("\t", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Token_WhiteSpace_IsOneBlankBetweenWordsAlone(string? text, string? expected)
    {
        Assert.Equal(expected is not null, RequestId.TryParse(text, out var id));
        Assert.Equal(expected ?? "", id.Value);
        Assert.Equal(expected, TokenText.StripOrNull(text));
        Assert.Equal(expected, TokenText.StripOrNull(text is null ? null : $"\u00a0{text}\u2003")); // blanks of a page around it
    }

    [Theory]
    [InlineData("1012345", false)]
    [InlineData("10123456", true)]
    [InlineData("101234567890123456789012345678901234", true)] // 36 digits
    [InlineData("1012345678901234567890123456789012345", false)]
    [InlineData("'10123456", true)]
    [InlineData("10 12\u00a0345\t6", true)]
    [InlineData("20123456", false)]
    [InlineData("1012345a", false)]
    [InlineData("10\u0661\u0662\u0663\u0664\u0665\u0666", false)] // digits of another script
    [InlineData("10123456'", false)]
    [InlineData(null, false)]
    public void EsiId_TenAndTheUtilityAndItsPremise(string? text, bool expected)
    {
        Assert.Equal(expected, EsiId.TryParse(text, out var id));
        if (text is not null)
        {
            Assert.Equal(expected, Record.Exception(() => EsiId.Parse(text)) is null);
        }

        if (expected)
        {
            Assert.Equal("12345", id.TdspCode);
            Assert.Equal("…" + id.Value[^4..], id.ToString());
            Assert.DoesNotContain(id.Value, $"{id}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Default_OfEachIdentifier_IsTheEmptyText()
    {
        Assert.Equal(("", "", ""), (default(EsiId).Value, default(EsiId).TdspCode, default(EsiId).ToString()));
        Assert.Equal(("", ""), (default(RequestId).Value, default(RequestId).ToString()));
        Assert.Equal(("", "", ""), (default(MessageId).Value, default(TransactionId).Value, default(DeliveryId).Value));
        Assert.Equal(("", ""), (default(AuthenticationId).Value, default(DunsNumber).Value));
    }

    [Theory]
    [InlineData("957877905", "957877905")]
    [InlineData("95-787-7905", "957877905")]
    [InlineData("957877905 0001", "9578779050001")]
    [InlineData("95787790", null)]
    [InlineData("9578779050", null)]
    [InlineData("957877905000", null)]
    [InlineData("95787790500011", null)]
    [InlineData("95787790x", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void DunsNumber_NineOrThirteenDigits(string? text, string? expected)
    {
        Assert.Equal(expected is not null, DunsNumber.TryParse(text, out var duns));
        Assert.Equal(expected ?? "", duns.Value);
        if (expected is not null)
        {
            Assert.Equal(expected, DunsNumber.Parse(text!).ToAuthenticationId().Value);
        }
        else if (text is not null)
        {
            Assert.Throws<FormatException>(() => DunsNumber.Parse(text));
        }
    }

    [Fact]
    public void Create_NumbersOfOurs_AreInTheOrderOfTheirTimes()
    {
        var time = new FakeTimeProvider(InquirySamples.Now);
        var (request, message, receipt) = (RequestId.Create(time), MessageId.Create(time), ReceiptId.Create(time));
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal((32, 32), (request.Value.Length, message.Value.Length));
        Assert.True(string.CompareOrdinal(request.Value, RequestId.Create(time).Value) < 0);
        Assert.True(string.CompareOrdinal(message.Value, MessageId.Create(time).Value) < 0);
        Assert.Equal(InquirySamples.Now, receipt.CreatedAt);
        Assert.Equal(InquirySamples.Now.AddMilliseconds(1), ReceiptId.Create(time).CreatedAt);
        Assert.True(ReceiptId.TryParse(receipt.ToString(), out var again));
        Assert.Equal(receipt, again);
        Assert.Equal(32, receipt.ToString().Length);
        Assert.False(ReceiptId.TryParse("none", out again));
        Assert.Equal(default, again);
        // A number that carries no time.
        Assert.Equal(DateTimeOffset.UnixEpoch, new ReceiptId(Guid.Parse("6ba7b810-9dad-41d1-80b4-00c04fd430c8")).CreatedAt);
    }

    [Fact]
    public void MessageOrder_ByTimeThenByKey()
    {
        var noon = InquirySamples.Now;
        MessageOrder first = new(noon, "b"), sameInstant = new(noon.ToUniversalTime(), "b"), key = new(noon, "c");
        MessageOrder later = new(noon.AddTicks(1), "a");

        Assert.Equal(0, first.CompareTo(sameInstant));
        Assert.True(first <= sameInstant && first >= sameInstant && !(first < sameInstant) && !(first > sameInstant));
        Assert.True(first < key && first <= key && key > first && key >= first);
        Assert.True(key < later && later > key && later >= key && !(later <= key));
        Assert.True(new MessageOrder(noon, "B") < first); // by its code points, as everywhere it is stored
    }

    // A stored event is known by its key: where a key changed, the same event would be stored and handed out again.
    [Fact]
    public void EventKeys_AreWhatTheyEverWere()
    {
        var id = RequestId.Parse("R1");
        Assert.Equal("ack:R1:CNP:m1", EventKeys.Acknowledged(id, "CNP", "m1"));
        Assert.Equal("ack:R1::m1", EventKeys.Acknowledged(id, null, "m1"));
        Assert.Equal("validation:R1:CNP:m1", EventKeys.Validation(id, "CNP", "m1"));
        Assert.Equal("delivery:R1:CNP:m1", EventKeys.Delivery(id, "CNP", "m1"));
        Assert.Equal("unmatched:3:CNP:m1", EventKeys.Unmatched(UhitOperation.NotifyValidation, "CNP", "m1"));
        Assert.Equal("answered:4:CNP:m1", EventKeys.Answered(UhitOperation.DeliverHistoricalUsage, "CNP", "m1"));
        Assert.Equal("too-large:R1:4:CNP:99", EventKeys.TooLarge(id, UhitOperation.DeliverHistoricalUsage, "CNP", 99));
        Assert.Equal(
            ("completed:R1", "due:R1", "overdue:R1"), (EventKeys.Completed(id), EventKeys.Due(id), EventKeys.Overdue(id)));
    }

    [Theory]
    [InlineData("A76", ErrorCategory.NotFound)]
    [InlineData("a76", ErrorCategory.NotFound)]
    [InlineData("A78", ErrorCategory.Duplicate)]
    [InlineData("NotFound", ErrorCategory.NotFound)]
    [InlineData("NotInTerritory", ErrorCategory.NotInTerritory)]
    [InlineData("NotAuthorized", ErrorCategory.NotAuthorized)]
    [InlineData("NameMismatch", ErrorCategory.NameMismatch)]
    [InlineData("Duplicate", ErrorCategory.Duplicate)]
    [InlineData("InvalidPeriod", ErrorCategory.InvalidPeriod)]
    [InlineData("MissingField", ErrorCategory.MissingField)]
    [InlineData("InvalidEmail", ErrorCategory.InvalidEmail)]
    [InlineData("NoData", ErrorCategory.NoData)]
    [InlineData(" nodata ", ErrorCategory.NoData)]
    [InlineData("A77", ErrorCategory.Unknown)]
    [InlineData("", ErrorCategory.Unknown)]
    public void ReportedError_Code_TellsItsCategory(string code, ErrorCategory expected)
    {
        var error = new ReportedError { Code = code, Description = "" };
        Assert.Equal(expected, error.Category);
        Assert.Equal(code.Trim(), error.Code);
    }

    private static void AssertToken<T>(int longest, TryParse<T> parse, Func<T, string> valueOf)
        where T : struct, IParsable<T>
    {
        foreach (var character in new[] { "a", "\U0001F50C" })
        {
            var text = string.Concat(Enumerable.Repeat(character, longest));
            Assert.True(parse(text, out var id));
            Assert.Equal(text, valueOf(id));
            Assert.Equal(text, id.ToString());
            Assert.Equal(id, T.Parse(text, null));
            Assert.True(T.TryParse(text, null, out var again));
            Assert.Equal(id, again);
            Assert.False(parse(text + character, out id));
            Assert.Equal("", valueOf(id));
            Assert.Throws<FormatException>(() => T.Parse(text + character, null));
        }
    }

    private delegate bool TryParse<T>(string? text, out T id);
}
