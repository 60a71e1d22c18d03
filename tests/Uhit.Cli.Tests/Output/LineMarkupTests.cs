using Spectre.Console;
using Uhit.Cli.Output;

namespace Uhit.Cli.Tests.Output;

public sealed class LineMarkupTests
{
    [Theory]
    [InlineData("urn:example:bus:message")]
    [InlineData("[red]not a style[/]")]
    [InlineData("{0} and }")]
    [InlineData("a [[bracket]]")]
    public void ToParagraph_Value_StaysText(string value) => Assert.Equal($"said: {value}.", Text($"[bold]said:[/] {value}."));

    [Fact]
    public void ToParagraph_StyleThatIsAValueAndNumbersWithAFormat_AreTakenSo()
    {
        var style = "green";

        Assert.Equal("passed   1.50 [x] {y}", Text($"[{style}]{"passed",-8}[/] {1.5m:0.00} [[x]] {{y}}"));
    }

    [Fact]
    public void ToParagraph_SumOfSeveral_IsOneLine()
    {
        var value = "[x] {0}";

        Assert.Equal("first [x] {0}, then [x] {0} and {y}", Text($"[bold]first {value}," + $" then[/] {value}" + $" and {{y}}"));
    }

    [Fact]
    public void ToString_ValuesWithAFormat_AreInvariant()
    {
        LineMarkup line = $"{1.5m:0.00} {new DateOnly(2025, 2, 3):yyyy-MM-dd}|{"a",-3}|{{}}";

        Assert.Equal("1.50 2025-02-03|a  |{}", line.ToString());
    }

    private static string Text(LineMarkup line)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No });
        console.Profile.Width = 1_000;
        console.Write(line.ToParagraph());
        return writer.ToString();
    }
}
