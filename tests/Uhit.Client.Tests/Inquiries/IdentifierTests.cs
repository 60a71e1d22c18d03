namespace Uhit.Client.Tests.Inquiries;

public sealed class IdentifierTests
{
    public static TheoryData<string> Hidden =>
    [
        "a\u001Bb", "a\u0000b", "a\u009Bb", "a\u202Eb", "\u2066ab", "ab\u200E", "a\u061Cb", "a\u200Bb", "\uFEFFab", "a\u00ADb", "a\u2028b",
        "a\u3164b", "a\uFFFDb", "a\uFFFFb", "a\U000E0041b",
    ];

    [Theory]
    [MemberData(nameof(Hidden))]
    public void TryParse_CharacterThatCannotBeSeen_IsRefused(string text)
    {
        Assert.False(RequestId.TryParse(text, out _));
        Assert.False(MessageId.TryParse(text, out _));
        Assert.False(TransactionId.TryParse(text, out _));
        Assert.False(DeliveryId.TryParse(text, out _));
        Assert.False(AuthenticationId.TryParse(text, out _));
        Assert.False(EsiId.TryParse("10089010000000" + text + "00000001", out _));
        var refused = Assert.Throws<FormatException>(() => RequestId.Parse(text));
        Assert.False(DisplayText.HasHidden(refused.Message));
    }

    [Fact]
    public void TryParse_HalfACharacter_IsRefused() => Assert.False(RequestId.TryParse("a\uD800b", out _));

    [Theory]
    [InlineData("Pe\u00F1a-42", "Pe\u00F1a-42")]
    [InlineData(" a \t b\r\n", "a b")]
    [InlineData("\U0001F50C", "\U0001F50C")]
    public void TryParse_VisibleText_IsTaken(string text, string expected)
    {
        Assert.Equal(expected, RequestId.Parse(text).Value);
        Assert.Equal(expected, TransactionId.Parse(text).Value);
    }

    // What earlier versions took and stored must be read for ever.
    [Fact]
    public void FromStore_WhatWasTakenEarlier_IsRead()
    {
        Assert.Equal("a\u200Bb\u202E", RequestId.FromStore("a\u200Bb\u202E").Value);
        Assert.Equal("a\uFEFFb", AuthenticationId.FromStore("a\uFEFFb").Value);
        Assert.Equal(default, RequestId.FromStore(string.Empty));
        Assert.Throws<FormatException>(() => AuthenticationId.FromStore("a\u001Bb"));
    }
}
