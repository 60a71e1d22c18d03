using System.Xml;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Planning;

namespace Uhit.Contracts.Emit;

/// <summary>The WCF service contract of a port type, the proxy on it, and its names as constants.</summary>
internal sealed class ServiceEmitter(ServiceModel service, GeneratorOptions options)
{
    private readonly string _name = CSharpNames.Type(service.Name);

    public string Interface => $"I{_name}";

    public string Proxy => $"{_name}Proxy";

    public string Constants => $"{_name}Contract";

    public string EmitInterface()
    {
        var file = new SourceFile(options.Namespace, "System.ServiceModel", "System.ServiceModel.Channels", "System.Threading.Tasks");
        file.Summary($"The port type <c>{service.Name}</c> of the contract, message in and message out.");
        file.Line($"[ServiceContract(Name = {SourceFile.Literal(service.Name)}, Namespace = {Constants}.Namespace)]");
        file.Block($"{options.Access} interface {Interface}", () =>
        {
            for (var i = 0; i < service.Operations.Count; i++)
            {
                var operation = service.Operations[i];
                var method = CSharpNames.Type(operation.Name);
                if (i > 0)
                {
                    file.Line();
                }

                file.Summary($"The operation <c>{operation.Name}</c>.");
                file.Line(
                    $"[OperationContract(Name = {SourceFile.Literal(operation.Name)}, Action = {Constants}.{method}Action, ReplyAction = "
                        + $"\"*\")]");
                file.Line($"Task<Message> {method}Async(Message request);");
            }
        });
        return file.ToString();
    }

    public string EmitConstants()
    {
        var file = new SourceFile(options.Namespace);
        file.Summary($"The names of the port type <c>{service.Name}</c>.");
        file.Block($"{options.Access} static class {Constants}", () =>
        {
            file.Line($"public const string Namespace = {SourceFile.Literal(service.Namespace)};");
            file.Line($"public const string SoapVersion = {SourceFile.Literal(service.SoapVersion)};");
            if (service.Address is not null)
            {
                file.Line($"public const string Address = {SourceFile.Literal(service.Address)};");
            }

            foreach (var operation in service.Operations)
            {
                var method = CSharpNames.Type(operation.Name);
                file.Line();
                file.Line($"public const string {method}Action = {SourceFile.Literal(operation.Action)};");
                EmitNames(file, $"{method}Input", operation.Input.Body);
                if (operation.Output is { } output)
                {
                    EmitNames(file, $"{method}Output", output.Body);
                }

                EmitNames(file, $"{method}Fault", operation.Faults);
            }
        });
        return file.ToString();
    }

    public string EmitProxy()
    {
        var file = new SourceFile(
            options.Namespace, "System", "System.ServiceModel", "System.ServiceModel.Channels", "System.Threading.Tasks");
        file.Summary(
            $"Calls <c>{service.Name}</c> over one channel, which it closes, or aborts where it cannot be closed. Safe for calls at the "
                + "same time.");
        file.Block($"{options.Access} sealed class {Proxy} : {Interface}, IAsyncDisposable", () =>
        {
            file.Line($"private readonly ChannelFactory<{Interface}>? _owned;");
            file.Line($"private readonly {Interface} _channel;");
            file.Line();
            file.Summary("Opens a channel of a factory that the caller keeps and shares.");
            file.Line($"public {Proxy}(ChannelFactory<{Interface}> factory) => _channel = factory.CreateChannel();");
            file.Line();
            file.Summary("Opens a channel of a factory of its own.");
            file.Block($"public {Proxy}(Binding binding, EndpointAddress address)", () =>
            {
                file.Line($"_owned = new ChannelFactory<{Interface}>(binding, address);");
                file.Line("_channel = _owned.CreateChannel();");
            });
            file.Line();
            file.Summary("The channel itself, for what the operations do not offer.");
            file.Line("public IClientChannel Channel => (IClientChannel)_channel;");
            foreach (var method in service.Operations.Select(o => CSharpNames.Type(o.Name)))
            {
                file.Line();
                file.Line($"public Task<Message> {method}Async(Message request) => _channel.{method}Async(request);");
            }

            file.Line();
            file.Block("public async ValueTask DisposeAsync()", () =>
            {
                file.Line("await CloseAsync((ICommunicationObject)_channel).ConfigureAwait(false);");
                file.Line("if (_owned is not null) await CloseAsync(_owned).ConfigureAwait(false);");
            });
            file.Line();
            file.Block("private static async ValueTask CloseAsync(ICommunicationObject opened)", () =>
            {
                file.Block("try", () =>
                {
                    file.Block("if (opened.State != CommunicationState.Faulted)", () =>
                    {
                        file.Line("await Task.Factory.FromAsync(opened.BeginClose, opened.EndClose, null).ConfigureAwait(false);");
                        file.Line("return;");
                    });
                });
                file.Block("catch (CommunicationException)", () => file.Line("// A channel that cannot be closed is aborted below."));
                file.Block("catch (TimeoutException)", () => file.Line("// A channel that cannot be closed is aborted below."));
                file.Line("opened.Abort();");
            });
        });
        return file.ToString();
    }

    private static void EmitNames(SourceFile file, string constant, IReadOnlyList<XmlQualifiedName> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            EmitName(file, $"{constant}{(i > 0 ? i + 1 : "")}", names[i]);
        }
    }

    private static void EmitName(SourceFile file, string constant, XmlQualifiedName name)
    {
        file.Line($"public const string {constant} = {SourceFile.Literal(name.Name)};");
        file.Line($"public const string {constant}Namespace = {SourceFile.Literal(name.Namespace)};");
    }
}
