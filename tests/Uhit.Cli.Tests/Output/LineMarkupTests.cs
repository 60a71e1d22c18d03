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
    public void Of_Value_StaysText(string value) => Assert.Equal($"said: {value}.", Text($"[bold]said:[/] {value}."));

    [Fact]
    public void Of_StyleThatIsAValueAndNumbersWithAFormat_AreTakenSo()
    {
        var style = "green";

        Assert.Equal("passed   1.50 [x] {y}", Text($"[{style}]{"passed",-8}[/] {1.5m:0.00} [[x]] {{y}}"));
    }

    private static string Text(FormattableString line)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No });
        console.Profile.Width = 1_000;
        console.Write(LineMarkup.Of(line));
        return writer.ToString();
    }
}
