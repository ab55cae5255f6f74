/** The API reference: Swagger UI from our own origin, signed in by the same cookie as the application. */
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle'
import 'swagger-ui-dist/swagger-ui.css'

SwaggerUI({
  url: '/openapi.json',
  domNode: document.getElementById('swagger-ui'),
  deepLinking: true,
  displayRequestDuration: true,
  requestInterceptor: (request) => {
    request.headers['X-Parley'] = '1'
    return request
  },
})
