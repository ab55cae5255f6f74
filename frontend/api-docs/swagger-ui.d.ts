declare module 'swagger-ui-dist/swagger-ui-es-bundle' {
  interface SwaggerRequest {
    url: string
    headers: Record<string, string>
  }
  export default function SwaggerUI(options: {
    url: string
    domNode: HTMLElement | null
    deepLinking: boolean
    displayRequestDuration: boolean
    requestInterceptor: (request: SwaggerRequest) => SwaggerRequest
  }): void
}
