using CsCheck;
using Uhit.Client.Inquiries.Rules;

namespace Uhit.Client.Tests.Inquiries;

public sealed class EmailRuleTests
{
    [Theory]
    [InlineData("pat@example.com")]
    [InlineData("pat.o'neil+uhit@sub.example.co.uk")]
    [InlineData("jörg@müller.example")]
    [InlineData("a@b.cd")]
    public void IsValid_AddressesInUse_True(string text) => Assert.True(EmailRule.IsValid(text));

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("pat")]
    [InlineData("pat@")]
    [InlineData("@example.com")]
    [InlineData("pat@example")]
    [InlineData("pat@@example.com")]
    [InlineData("pat@exa mple.com")]
    [InlineData(" pat@example.com")]
    [InlineData("pat@example.com ")]
    [InlineData("pat@example..com")]
    [InlineData("pat@.example.com")]
    [InlineData("pat@example.com.")]
    [InlineData(".pat@example.com")]
    [InlineData("pat..x@example.com")]
    [InlineData("pat@-example.com")]
    [InlineData("pat@192.168.0.1")]
    [InlineData("pat@example.com, other@example.com")]
    [InlineData("pat@example.com\r\nBcc: x@example.com")]
    [InlineData("<pat@example.com>")]
    public void IsValid_WhatIsNoAddress_False(string text) => Assert.False(EmailRule.IsValid(text));

    [Fact]
    public void IsValid_LongerThanMailAllows_False()
    {
        Assert.True(EmailRule.IsValid(new string('a', 64) + "@example.com"));
        Assert.False(EmailRule.IsValid(new string('a', 65) + "@example.com"));
        Assert.False(EmailRule.IsValid("a@" + string.Concat(Enumerable.Repeat("abcdefgh.", 29)) + "com"));
        Assert.True(EmailRule.IsValid("a@" + new string('b', 63) + ".com"));
        Assert.False(EmailRule.IsValid("a@" + new string('b', 64) + ".com"));
    }

    [Fact]
    public void IsValid_AnyText_Answers() => Gen.String.Sample(text => EmailRule.IsValid(text) || true);
}
