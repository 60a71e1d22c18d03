using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Registration;

public sealed class SecretSettingsTests : IDisposable
{
    private const string Password = "pässword-of-ours";

    private readonly ClientSettings _settings = new("Test");
    private Func<string, string>? _handed;

    public void Dispose() => _settings.Dispose();

    [Fact]
    public async Task Start_SecretsMissing_NamesEachSettingAndNoValue()
    {
        _settings["Uhit:Test:Secrets:present"] = Password;
        using var host = Build("cnp-password", "present", "cnp-user");

        var failure = await Assert.ThrowsAsync<UhitConfigurationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("Uhit:Test:Secrets:cnp-password is missing", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Uhit:Test:Secrets:cnp-user is missing", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Secrets:present is", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SecretSetAsAShellCan_IsHandedToTheFormat()
    {
        _settings["Uhit:Test:Secrets:CNP_PASSWORD"] = Password;
        using var host = Build("cnp-password");

        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Password, _handed!("cnp-password"));
    }

    [Theory]
    [InlineData("Uhit:Test:Secrets", "Uhit:Test:Secrets is a section")]
    [InlineData("Uhit:Test:Secrets:cnp-password:Value", "Uhit:Test:Secrets:cnp-password is one value")]
    public async Task Start_SecretsWrittenWrong_NamesThePathAndNoValue(string setting, string words)
    {
        _settings[setting] = Password;
        using var host = Build();

        var failure = await Assert.ThrowsAsync<UhitConfigurationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);
    }

    private IHost Build(params string[] names)
    {
        SimulatedWireFormat? format = null;
        format = AlteredFormat.With(
            (nameof(SimulatedWireFormat.SecretNames), _ => names),
            (nameof(SimulatedWireFormat.WithSecrets), args =>
            {
                _handed = (Func<string, string>)args[0]!;
                return format;
            }
        ));
        var builder = _settings.Host();
        builder.Services.AddUhitClient("Test").UseInMemoryStore().UseWireFormat(format);
        return builder.Build();
    }
}
